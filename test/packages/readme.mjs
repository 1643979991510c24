import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '../../scripts/paths.mjs';

const guide = resolve(root, 'docs/installation.md');

/**
 * Does to a portal what the `diff` blocks of a README show. The first line of
 * a block names the file; unmarked lines say beside what a line is put, those
 * with a minus go, `…` stands for any lines between.
 * @throws when a line that a README counts on is not there, or when the
 * installation guide says something else
 */
export function applyDiffs(readme, folder) {
  for (const block of diffsOf(readme)) {
    if (!diffsOf(guide).includes(block)) {
      throw new Error(`${guide} lacks a block of ${readme}:\n${block}`);
    }
    const [head, ...lines] = block.trimEnd().split('\n');
    const file = join(folder, head.replace(/^ \/\/ /, ''));
    writeFileSync(file, applied(lines, readFileSync(file, 'utf8')));
  }
}

function diffsOf(file) {
  return [
    ...readFileSync(file, 'utf8').matchAll(/^```diff\n(.*?)^```$/gms),
  ].map(([, block]) => block);
}

function applied(diff, text) {
  const lines = text.split('\n');
  let at = 0;
  let waiting = [];
  let afterGap = false;
  for (const line of diff) {
    const content = line.slice(1);
    if (content.trim() === '…') {
      afterGap = true;
    } else if (!line.startsWith('+')) {
      const found = lines.indexOf(content, at);
      if (found < 0) {
        throw new Error(`Not in the portal: ${content}`);
      }
      const put = line.startsWith('-') ? waiting : [...waiting, content];
      lines.splice(found, 1, ...put);
      at = found + put.length;
      waiting = [];
      afterGap = false;
    } else if (afterGap) {
      waiting.push(content);
    } else {
      lines.splice(at, 0, content);
      at += 1;
    }
  }
  return lines.join('\n');
}
