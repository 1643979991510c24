import fc from 'fast-check';
import {
  histories,
  historyWith,
  randomNumbers,
  timeZone,
} from './__testUtils__/history';
import { backTest } from './backTest';
import { fitFailureModel, predictFailure } from './failureModel';
import { ClosedChange } from './features';

describe('a model of failures', () => {
  it('predicts within 0 and 1, and every reason lies between its group and the overall rate', () => {
    fc.assert(
      fc.property(histories, histories, (past, next) => {
        const model = fitFailureModel(past, timeZone);
        for (const change of next) {
          const { rate, reasons } = predictFailure(model, change);
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThan(1);
          for (const reason of reasons) {
            const own = reason.failures / reason.changes;
            expect(reason.rate).toBeGreaterThanOrEqual(
              Math.min(own, model.overall) - 1e-12,
            );
            expect(reason.rate).toBeLessThanOrEqual(
              Math.max(own, model.overall) + 1e-12,
            );
          }
        }
      }),
    );
  });

  it('is the same in whatever order the changes come', () => {
    fc.assert(
      fc.property(
        histories.chain(past =>
          fc.tuple(
            fc.constant(past),
            fc.shuffledSubarray(past, { minLength: past.length }),
          ),
        ),
        ([past, shuffled]) => {
          expect(fitFailureModel(shuffled, timeZone)).toEqual(
            fitFailureModel(past, timeZone),
          );
        },
      ),
    );
  });

  it('knows of no group where nothing has happened yet', () => {
    fc.assert(
      fc.property(histories, ([next]) => {
        fc.pre(next !== undefined);
        const model = fitFailureModel([], timeZone);
        expect(predictFailure(model, next)).toEqual({
          rate: model.overall,
          reasons: [],
        });
      }),
    );
  });

  it('never takes a group for safer because one more of its changes failed', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (past, n) => {
        const successes = past.filter(c => c.closeCode === 'successful');
        if (successes.length === 0) {
          return;
        }
        const failed = successes[n % successes.length];
        const worse = past.map(
          (c): ClosedChange =>
            c === failed ? { ...c, closeCode: 'unsuccessful' } : c,
        );
        const rateOf = (changes: ClosedChange[], ref: string) => {
          const model = fitFailureModel(changes, timeZone);
          const only = { entityRefs: [ref], owners: [] };
          return predictFailure(model, only).reasons.find(
            r => r.dimension === 'entity',
          )!.rate;
        };
        const [ref] = failed.entityRefs;
        expect(rateOf(worse, ref)).toBeGreaterThanOrEqual(rateOf(past, ref));
      }),
    );
  });

  it('tells the entities apart that differ, and calls the worst of several', () => {
    const past = historyWith(
      { orders: 0.3, mail: 0.02, web: 0.05 },
      600,
      randomNumbers(1),
    );
    const model = fitFailureModel(past, timeZone);
    const predict = (...names: string[]) =>
      predictFailure(model, {
        entityRefs: names.map(name => `component:default/${name}`),
        owners: [],
      });
    expect(predict('orders').rate).toBeGreaterThan(0.2);
    expect(predict('mail').rate).toBeLessThan(0.08);
    expect(predict('mail', 'orders').reasons[0]).toMatchObject({
      dimension: 'entity',
      group: 'component:default/orders',
    });
  });

  it('keeps to the overall rate where entities do not differ', () => {
    const past = historyWith(
      { a: 0.1, b: 0.1, c: 0.1, d: 0.1 },
      600,
      randomNumbers(2),
    );
    const model = fitFailureModel(past, timeZone);
    const { rate } = predictFailure(model, past[0]);
    expect(Math.abs(rate - model.overall)).toBeLessThan(0.05);
  });
});

describe('a back-test', () => {
  const options = { timeZone, minimumChanges: 100 };
  const rates = { orders: 0.4, mail: 0.02, web: 0.05, ledger: 0.2 };

  it.each([1, 2, 3, 4, 5])('beats the base rate on known rates, %s', seed => {
    const past = historyWith(rates, 1500, randomNumbers(seed));
    const { brier, baseBrier, predicted, bins } = backTest(past, options);
    expect(predicted).toBe(1400);
    expect(brier).toBeLessThan(baseBrier! * 0.97);
    expect(bins).toHaveLength(10);
    expect(bins.reduce((sum, bin) => sum + bin.changes, 0)).toBe(1400);
    // Calibrated: where many changes were predicted to fail at a rate, about as many did.
    const errors = bins
      .filter(({ changes }) => changes >= 200)
      .map(({ predicted: said, failed }) => Math.abs(said! - failed!));
    expect(Math.max(...errors)).toBeLessThan(0.06);
  });

  it('predicts each change by what was closed before it', () => {
    const past = historyWith(rates, 300, randomNumbers(6));
    const last = past[past.length - 1];
    const { rate } = predictFailure(
      fitFailureModel(past.slice(0, -1), timeZone),
      last,
    );
    const sumWith = (closeCode: ClosedChange['closeCode']) => {
      const changes = [...past.slice(0, -1), { ...last, closeCode }];
      const oneByOne = { timeZone, minimumChanges: 295, folds: 5 };
      const { brier, predicted } = backTest(changes, oneByOne);
      return brier! * predicted;
    };
    expect(sumWith('successful') - sumWith('unsuccessful')).toBeCloseTo(
      rate ** 2 - (1 - rate) ** 2,
    );
  });

  it('takes the changes in the order in which they were closed', () => {
    const past = historyWith(rates, 300, randomNumbers(6));
    expect(backTest([...past].reverse(), options)).toEqual(
      backTest(past, options),
    );
  });

  it('has nothing to say without enough history', () => {
    expect(backTest([], options)).toMatchObject({ changes: 0, predicted: 0 });
    const { predicted, brier, failureRate } = backTest(
      historyWith(rates, 100, randomNumbers(7)),
      options,
    );
    expect({ predicted, brier }).toEqual({ predicted: 0, brier: undefined });
    expect(failureRate).toBeGreaterThan(0);
  });
});
