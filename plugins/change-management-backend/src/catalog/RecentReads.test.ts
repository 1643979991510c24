import { RecentReads, STALE_FOR, TRIED_AGAIN_AFTER } from './RecentReads';

describe('RecentReads', () => {
  let now = 0;
  let asked: string[][] = [];
  const stored = new Map<string, string>();

  async function read(keys: string[]) {
    asked.push(keys);
    return new Map(
      keys.flatMap(key => (stored.has(key) ? [[key, stored.get(key)!]] : [])),
    );
  }

  function recentReads(atMost = 100) {
    return new RecentReads<string>({
      keepFor: 30_000,
      keepAbsentFor: 5_000,
      atMost,
      now: () => now,
    });
  }

  beforeEach(() => {
    now = 0;
    asked = [];
    stored.clear();
    stored.set('a', 'A').set('b', 'B').set('c', 'C');
  });

  it('reads only what it does not remember, all of it at once', async () => {
    const recent = recentReads();
    await recent.get(['a'], read);
    const found = await recent.get(['a', 'b', 'c', 'b'], read);

    expect(Object.fromEntries(found)).toEqual({ a: 'A', b: 'B', c: 'C' });
    expect(asked).toEqual([['a'], ['b', 'c']]);
  });

  it('forgets a value after its time', async () => {
    const recent = recentReads();
    await recent.get(['a'], read);
    stored.set('a', 'A2');

    now = 29_999;
    expect((await recent.get(['a'], read)).get('a')).toBe('A');
    now = 30_000;
    expect((await recent.get(['a'], read)).get('a')).toBe('A2');
  });

  it('forgets sooner that something was not there', async () => {
    const recent = recentReads();
    expect((await recent.get(['new'], read)).size).toBe(0);
    stored.set('new', 'N');

    now = 4_999;
    expect((await recent.get(['new'], read)).size).toBe(0);
    now = 5_000;
    expect((await recent.get(['new'], read)).get('new')).toBe('N');
  });

  it('does not read a second time what is being read', async () => {
    const recent = recentReads();
    const found = await Promise.all([
      recent.get(['a', 'b'], read),
      recent.get(['b', 'c'], read),
    ]);

    expect(asked).toEqual([['a', 'b'], ['c']]);
    expect(Object.fromEntries(found[1])).toEqual({ b: 'B', c: 'C' });
  });

  it('tells all who wait that a read failed, and tries again for the next', async () => {
    const recent = recentReads();
    const failing = async () => {
      throw new Error('down');
    };
    const outcomes = await Promise.allSettled([
      recent.get(['a'], failing),
      recent.get(['a'], read),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect((await recent.get(['a'], read)).get('a')).toBe('A');
  });

  it('makes room by what was not asked for longest', async () => {
    const recent = recentReads(2);
    await recent.get(['a'], read);
    await recent.get(['b'], read);
    await recent.get(['a'], read);
    await recent.get(['c'], read);
    asked = [];

    await recent.get(['a', 'b', 'c'], read);
    expect(asked).toEqual([['b']]);
  });

  it('answers in full when more is asked than it remembers', async () => {
    const recent = recentReads(1);
    expect((await recent.get(['a', 'b', 'c'], read)).size).toBe(3);
  });

  describe('while reads fail', () => {
    const failing = async () => {
      asked.push(['failed']);
      throw new Error('down');
    };

    it('gives what is out of date to those who would rather have that than nothing', async () => {
      const recent = recentReads();
      await recent.get(['a', 'new'], read);

      now = STALE_FOR - 1;
      const found = await recent.get(['a', 'new'], failing, { orStale: true });
      expect(Object.fromEntries(found)).toEqual({ a: 'A' });
      await expect(recent.get(['a'], failing)).rejects.toThrow('down');

      now = STALE_FOR;
      await expect(
        recent.get(['a'], failing, { orStale: true }),
      ).rejects.toThrow('down');
    });

    it('gives nothing where it never had an answer', async () => {
      const recent = recentReads();
      await recent.get(['a'], read);

      now = 30_000;
      await expect(
        recent.get(['a', 'b'], failing, { orStale: true }),
      ).rejects.toThrow('down');
    });

    it('lets nobody who has an old value wait for another try, which comes soon', async () => {
      const recent = recentReads();
      await recent.get(['a'], read);
      stored.set('a', 'A2');
      now = 30_000;
      await recent.get(['a'], failing, { orStale: true });

      now += TRIED_AGAIN_AFTER - 1;
      const spared = await recent.get(['a'], failing, { orStale: true });
      expect(spared.get('a')).toBe('A');
      expect(asked).toEqual([['a'], ['failed']]);

      now += 1;
      let answer: () => void = () => {};
      const slow = async (keys: string[]) => {
        await new Promise<void>(done => {
          answer = done;
        });
        return read(keys);
      };
      const meanwhile = await recent.get(['a'], slow, { orStale: true });
      expect(meanwhile.get('a')).toBe('A');
      const fresh = recent.get(['a'], failing);
      answer();
      expect((await fresh).get('a')).toBe('A2');
    });

    it('asks again at once for those who want it fresh', async () => {
      const recent = recentReads();
      await recent.get(['a'], read);
      stored.set('a', 'A2');
      now = 30_000;
      await recent.get(['a'], failing, { orStale: true });

      expect((await recent.get(['a'], read)).get('a')).toBe('A2');
    });
  });
});
