import { applyPatch, structuredPatch } from 'diff';
import fc from 'fast-check';
import { blameAfter, BlameRun } from './blame';
import { compareTexts, countLines, toPatch } from './compare';

const texts = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  .chain(lines =>
    fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`, ''),
  );

/** Mostly of lines that are there once. */
const distinct = fc.oneof(
  texts,
  fc
    .subarray([...'abcdefghijklmno'], { minLength: 1 })
    .map(lines => `${lines.join('\n')}\n`),
);

const numbered = (from: number, to: number, mark = '') =>
  Array.from({ length: to - from }, (_, i) => `${from + i}${mark}\n`).join('');

describe('the difference of two texts', () => {
  it('turns the one into the other', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const { hunks } = compareTexts(before, after);
        expect(applyPatch(before, toPatch(hunks, 'a', 'b'))).toBe(after);
      }),
    );
  });

  it('counts lines, and has none where nothing differs', () => {
    expect(compareTexts('a\nb\nc\n', 'a\nB\nc\nd\n')).toMatchObject({
      added: 2,
      removed: 1,
      exact: true,
    });
    expect(compareTexts('a\n', 'a\n').hunks).toEqual([]);
  });

  it('is as little as can be, in the hunks that everybody knows', () => {
    let told = 0;
    fc.assert(
      fc.property(distinct, distinct, fc.nat(3), (before, after, context) => {
        const { hunks, added, removed } = compareTexts(before, after, context);
        const known = structuredPatch('', '', before, after, '', '', {
          context,
        }).hunks;
        const editsOf = (of: { lines: string[] }[]) =>
          of
            .flatMap(({ lines }) => lines)
            .filter(line => '+-'.includes(line[0]));
        const edits = editsOf(known);
        expect(added + removed).toBe(edits.length);
        expect(applyPatch(before, toPatch(hunks, 'a', 'b'))).toBe(after);
        const isDistinct = [before, after]
          .map(text => text.split('\n'))
          .every(lines => new Set(lines).size === lines.length);
        const isSame = `${editsOf(hunks).sort()}` === `${edits.sort()}`;
        // Where each line is there once and the same ones stay, there is one way to show it.
        const isOneWay = isDistinct && isSame;
        told += isOneWay && edits.length ? 1 : 0;
        expect(isOneWay ? hunks : known).toEqual(known);
      }),
      { numRuns: 500, examples: [['a\nb\no\n', 'a\nb\nn\n', 3]] },
    );
    expect(told).toBeGreaterThan(50);
  });

  it('tells apart in no time what has hardly a line in common', () => {
    const before = `head\n${numbered(0, 40_000, 'a')}tail\nend\n`;
    const after = `head\n${numbered(0, 30_000, 'b')}tail\nend\n`;
    const { exact, added, removed, hunks } = compareTexts(before, after, 1);
    expect({ exact, added, removed }).toEqual({
      exact: true,
      added: 30_000,
      removed: 40_000,
    });
    expect(applyPatch(before, toPatch(hunks, 'a', 'b'))).toBe(after);
  });

  it('ends in time where almost everything is somewhere else, and is still right', () => {
    const turned = numbered(0, 30_000)
      .split('\n')
      .reverse()
      .join('\n')
      .trimStart();
    const before = `head\n${numbered(0, 40_000)}tail\nend\n`;
    const after = `head\n${turned}\ntail\nend\n`;
    const { exact, added, removed, hunks } = compareTexts(before, after, 1);
    expect({ exact, added, removed }).toEqual({
      exact: false,
      added: 30_000,
      removed: 40_000,
    });
    expect(hunks).toHaveLength(1);
    expect(applyPatch(before, toPatch(hunks, 'a', 'b'))).toBe(after);
  });
});

describe('who brought which line', () => {
  const spread = (runs: BlameRun[]) =>
    runs.flatMap(([lines, version]) => Array(lines).fill(version));
  /** Line by line, from version to version. */
  const story = (versions: string[]) =>
    versions.reduce<{ runs: BlameRun[]; text: string }>(
      ({ runs, text }, next, index) => ({
        runs: blameAfter(runs, compareTexts(text, next, 0).hunks, index + 1),
        text: next,
      }),
      { runs: [], text: '' },
    );

  it('is known for every line of every version', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1 }), versions => {
        const { runs, text } = story(versions);
        expect(spread(runs)).toHaveLength(countLines(text));
        expect(Math.max(0, ...spread(runs))).toBeLessThanOrEqual(
          versions.length,
        );
        // As few runs as there can be.
        expect(runs.every(([, v], i) => i === 0 || v !== runs[i - 1][1])).toBe(
          true,
        );
      }),
    );
  });

  it('stays with whoever brought a line as long as it stays', () => {
    const { runs } = story([
      'a\nb\nc\n',
      'a\nB\nc\n',
      '0\na\nB\nc\n',
      'a\nB\n',
    ]);
    expect(spread(runs)).toEqual([1, 2]);
    expect(spread(story(['a\nb\nc\n', 'a\nx\ny\nc\n']).runs)).toEqual([
      1, 2, 2, 1,
    ]);
  });
});
