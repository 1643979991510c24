import { ConfigurationFormat } from 'backstage-plugin-change-management-common';
import { cleanContent } from './cleanContent';

const key = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'MIIEpAIBAAKCAQEAx',
  'c2VjcmV0',
  '-----END RSA PRIVATE KEY-----',
];

/** The lines that are named, or nothing. */
async function refusedAt(
  format: ConfigurationFormat,
  content: string,
): Promise<number[]> {
  try {
    await cleanContent(format, content, false);
    return [];
  } catch (error: any) {
    return error.fields.map(({ path }: { path: string }) =>
      Number(path.replace('content:', '')),
    );
  }
}

describe('secrets in a configuration', () => {
  it.each<[ConfigurationFormat, string, number[]]>([
    ['yaml', 'a: 1\ndb:\n  password: hunter2\n', [3]],
    ['yaml', 'a: &x hunter2\ndb:\n  password: *x\n', [1]],
    ['yaml', 'passwords:\n  - one\n  - two\n', [2, 3]],
    ['yaml', 'db: {user: a, password: "hun ter2"}\n', [1]],
    ['yaml', 'db:\n  password: |\n    hunter2\n', [3].map(() => 2)],
    ['yaml', '# password: hunter2\na: 1\n', [1]],
    ['yaml', `tls:\n  key: |\n    ${key.join('\n    ')}\n`, [3]],
    ['yaml', 'kind: Secret\ndata:\n  user: YWRtaW4=\n', [3]],
    ['yaml', 'password: 123456\n', [1]],
    ['yaml', 'url: postgres://app:hunter2@db/orders\n', [1]],
    [
      'yaml',
      'a: 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 # secretlint-disable-line\n',
      [1],
    ],
    ['json', '{\n  "db": {\n    "password": "hunter2"\n  }\n}', [3]],
    ['json', '{"tokens": ["abcdef"], "a": [{"apiKey": "x1"}, "y"]}', [1]],
    [
      'env',
      'A=1\nexport DB_PASSWORD="hunter2"\nAWS=AKIAIOSFODNN7EXAMPLE\n',
      [2, 3],
    ],
    ['properties', 'spring.datasource.password=hunter2\n', [1]],
    ['properties', 'spring.datasource.password=${DB:hunter2}\n', [1]],
    ['text', 'curl -H "Authorization: Bearer abcdefghijklmnop1234"\n', [1]],
    ['yaml', 'data:\n  app: |\n    db.password=hunter2\n', [3]],
    ['text', `some notes\n${key.join('\n')}\n`, [2]],
    ['text', 'no end\n-----BEGIN PRIVATE KEY-----\nabc\n', [2]],
    ['env', 'STRIPE=sk_live_abcdefghij0123456789\n', [1]],
    ['env', 'JDBC=jdbc:pg://db/x?user=a&password=hunter2\n', [1]],
  ])('are found in %s %j', async (format, content, lines) => {
    expect(await refusedAt(format, content)).toEqual(lines);
  });

  it.each<[ConfigurationFormat, string]>([
    ['yaml', 'password: ${DB_PASSWORD}\ntoken: <token>\nsecret: "***"\n'],
    ['yaml', 'password: ${DB_PASSWORD:?must be set}\n'],
    ['yaml', 'password: vault:secret/data/orders#password\n'],
    [
      'yaml',
      'password: {{ .Values.password }}\n'
        .replace('{{', '"{{')
        .replace('}}', '}}"'),
    ],
    [
      'yaml',
      'secretName: orders-tls\nexistingSecret: orders\nmaxTokens: 4096\n',
    ],
    [
      'yaml',
      'passwordPolicy:\n  minLength: 12\n# the password: see the vault\n',
    ],
    ['yaml', 'kind: Secret\ndata:\n  user: ${USER}\n'],
    ['json', '{"password": "", "passwordFile": "/run/secrets/db"}'],
    ['env', 'DB_PASSWORD=\nTOKEN=$TOKEN\nMAX_TOKENS=100\n'],
    [
      'properties',
      'db.password=${DB_PASSWORD}\ndb.url=jdbc:postgresql://db/x\n',
    ],
    ['text', 'Ask for the password: it is in the vault\n'],
  ])(
    'are not what only says where they come from, in %s %j',
    async (format, content) => {
      expect(await cleanContent(format, content, false)).toBe(content);
    },
  );

  it.each<[ConfigurationFormat, string, string]>([
    [
      'yaml',
      'db:\n  password: hunter2 # old\n',
      'db:\n  password: "***masked***" # old\n',
    ],
    [
      'yaml',
      "a: 'x'\npassword: 'hunter2'\n",
      'a: \'x\'\npassword: "***masked***"\n',
    ],
    ['yaml', 'a: AKIAIOSFODNN7EXAMPLE\n', 'a: "***masked***"\n'],
    [
      'yaml',
      'a: see AKIAIOSFODNN7EXAMPLE there\n',
      'a: see ***masked*** there\n',
    ],
    [
      'yaml',
      'password: |\n  one\n  two\nb: 1\n',
      'password: "***masked***"\nb: 1\n',
    ],
    [
      'yaml',
      `key: |\n  ${key.join('\n  ')}\nb: 1\n`,
      'key: |\n  ***masked***\nb: 1\n',
    ],
    ['yaml', 'u: postgres://app:hunter2@db\n', 'u: "***masked***"\n'],
    [
      'json',
      '{"password": 12, "b": 1}',
      '{"password": "***masked***", "b": 1}',
    ],
    ['env', 'P_PASSWORD="hunter2"\n', 'P_PASSWORD="***masked***"\n'],
    ['properties', 'a.password = hunter2\n', 'a.password = ***masked***\n'],
  ])('are masked in %s %j', async (format, content, masked) => {
    expect(await cleanContent(format, content, true)).toBe(masked);
  });

  it('are named by their lines and never by what they are', async () => {
    const content = 'db:\n  password: hunter2\n  token: "tok-12345"\n';
    const error: any = await cleanContent('yaml', content, false).catch(e => e);
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('content:2: looks like a password');
    expect(error.message).toContain('content:3: looks like a secret');
    expect(JSON.stringify(error) + error.message).not.toMatch(/hunter2|tok-1/);
  });

  it.each<[ConfigurationFormat, string, number]>([
    ['yaml', 'a: 1\nb: [1, 2\n', 3],
    ['yaml', 'a: 1\na: 2\n', 2],
    ['json', '{\n  "a": 1,\n  "b": hunter2\n}', 3],
    ['json', '{\n  "a": 1 // why\n}', 2],
    ['json', '{"a": 1,}', 1],
    ['env', 'A=1\nnot a pair\n', 2],
    ['properties', 'a=1\nb=\\u12\n', 2],
  ])(
    'a content that is no %s is refused: %j',
    async (format, content, line) => {
      const error: any = await cleanContent(format, content, false).catch(
        e => e,
      );
      expect(error.message).toContain(`content:${line}: `);
      expect(error.message).not.toContain('hunter2');
    },
  );

  it.each<[ConfigurationFormat, string]>([
    ['yaml', 'key: value\n'.repeat(1)],
    ['yaml', '---\na: 1\n---\nb: !Ref x\n'],
    ['env', '# why\nA="x\ny"\nexport B=2\n'],
    ['properties', 'a b\nc = d \\\n  e\n! note\n'],
    ['text', ''],
  ])('a sound %s is kept to the letter: %j', async (format, content) => {
    expect(await cleanContent(format, content, false)).toBe(content);
  });

  it.each<[ConfigurationFormat, string]>([
    [
      'yaml',
      Array.from({ length: 50_000 }, (_, i) => `key${i}: value ${i}\n`).join(
        '',
      ),
    ],
    [
      'json',
      JSON.stringify(
        Object.fromEntries(
          Array.from({ length: 50_000 }, (_, i) => [`key${i}`, 'v']),
        ),
      ),
    ],
    ['text', ' '.repeat(1_000_000)],
    ['text', 'a'.repeat(1_000_000)],
    ['text', 'a://'.repeat(250_000)],
    ['text', 'eyJaaaaaaaaaa.'.repeat(70_000)],
    ['env', 'A="'.repeat(300_000)],
    ['yaml', '"'.repeat(100_000)],
    ['yaml', '[{'.repeat(1_000)],
    ['text', '-----BEGIN PRIVATE KEY-----'.repeat(30_000)],
  ])('a megabyte of %s is read in seconds (%#)', async (format, content) => {
    const began = Date.now();
    await cleanContent(format, content, false).catch(() => undefined);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('a megabyte that people may have written is kept', async () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, i) => `key${i}: value ${i}\n`,
    );
    const content = lines.join('');
    expect(await cleanContent('yaml', content, false)).toBe(content);
  });

  it.each([
    ['mistakes', ']\n'.repeat(500_000)],
    ['marks', '}: '.repeat(330_000)],
    ['documents', '---\n'.repeat(250_000)],
    ['words', `[${'a,'.repeat(500_000)}]`],
    ['depth', '['.repeat(1_000_000)],
    ['sequences', '- '.repeat(500_000)],
    ['keys', '? '.repeat(500_000)],
    ['directives', '%a\n'.repeat(330_000)],
    ['anchors', '- &a\n'.repeat(200_000)],
  ])(
    'a megabyte of YAML that is tangled by %s is refused before it is read',
    async (_, content) => {
      const began = Date.now();
      const error: any = await cleanContent('yaml', content, true).catch(
        e => e,
      );
      expect(error.message).toMatch(/content:1: is too tangled/);
      expect(Date.now() - began).toBeLessThan(10_000);
    },
  );

  it.each<[ConfigurationFormat, string]>([
    ['yaml', '['.repeat(100_000)],
    ['yaml', '- '.repeat(100_000)],
    ['json', '['.repeat(500_000)],
    ['json', '{"a":'.repeat(200_000)],
  ])('%s of great depth is refused, in time (%#)', async (format, content) => {
    const began = Date.now();
    await expect(cleanContent(format, content, true)).rejects.toThrow(
      /content:1: is n/,
    );
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});
