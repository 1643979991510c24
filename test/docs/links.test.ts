import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const withoutCode = (text: string) => text.replace(/^```.*?^```/gms, '');

/** `### Waiting, by team` → `waiting-by-team`, as GitHub does. */
function anchorsOf(file: string): string[] {
  return [...withoutCode(read(file)).matchAll(/^#+ (.*)$/gm)].map(
    ([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replace(/ /g, '-'),
  );
}

/** Where the links of a file lead within the repository. */
function linksOf(file: string) {
  return [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter(link => !/^[a-z]+:/.test(link))
    .map(link => {
      const [path, anchor] = link.split('#');
      const target = path ? normalize(join(dirname(file), path)) : file;
      return { link: `${file}: ${link}`, target, anchor };
    });
}

function isBroken({ target, anchor }: ReturnType<typeof linksOf>[number]) {
  return (
    !existsSync(join(root, target)) ||
    (anchor !== undefined &&
      target.endsWith('.md') &&
      !anchorsOf(target).includes(anchor))
  );
}

const reached = new Set(['README.md']);
const broken: string[] = [];
for (const file of reached) {
  for (const link of linksOf(file)) {
    if (isBroken(link)) {
      broken.push(link.link);
    } else if (link.target.endsWith('.md')) {
      reached.add(link.target);
    }
  }
}

it('leads nowhere that is not there', () => {
  expect(broken).toEqual([]);
});

it('leads from the README to every page', () => {
  const pages = ['docs', 'docs/adr'].flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith('.md'))
      .map(name => join(folder, name)),
  );
  const readmes = ['plugins', 'packages']
    .flatMap(folder =>
      readdirSync(join(root, folder)).map(name =>
        join(folder, name, 'README.md'),
      ),
    )
    .filter(file => existsSync(join(root, file)));
  expect(
    [...pages, ...readmes, 'CONTRIBUTING.md'].filter(
      file => !reached.has(file),
    ),
  ).toEqual([]);
});
