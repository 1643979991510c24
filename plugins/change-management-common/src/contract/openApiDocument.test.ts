import fs from 'node:fs';
import path from 'node:path';
import { createOpenApiDocument } from './openApiDocument';

const file = path.resolve(__dirname, '../../openapi.json');

describe('the OpenAPI document', () => {
  it('is the one that is committed (UPDATE_OPENAPI=1 writes it anew)', () => {
    const made = `${JSON.stringify(createOpenApiDocument(), null, 2)}\n`;
    if (process.env.UPDATE_OPENAPI) {
      fs.writeFileSync(file, made);
    }
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(JSON.parse(made));
  });

  it('holds no reference that leads nowhere', () => {
    const document = createOpenApiDocument() as any;
    const refs = [
      ...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g),
    ].map(([, ref]) => ref);
    expect(refs.length).toBeGreaterThan(10);
    for (const ref of new Set(refs)) {
      expect(ref).toMatch(/^#\/components\/schemas\//);
      expect(document.components.schemas[ref.split('/').pop()!]).toBeDefined();
    }
  });
});
