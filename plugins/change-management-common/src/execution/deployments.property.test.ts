import fc from 'fast-check';
import {
  DeploymentEvent,
  deploymentEventSchema,
  deploymentStatuses,
} from '../contract/execution';
import { coveringChange, covers, deploymentFrom } from './deployments';

const start = Date.parse('2026-11-20T10:00:00.000Z');
const at = (minutes: number) =>
  new Date(start + minutes * 60_000).toISOString();

const events: fc.Arbitrary<DeploymentEvent> = fc
  .record(
    {
      status: fc.constantFrom(...deploymentStatuses),
      version: fc.constantFrom('1', '2'),
      startedAt: fc.integer({ min: 0, max: 5 }).map(at),
      finishedAt: fc.integer({ min: 6, max: 9 }).map(at),
      actor: fc.constantFrom('amina', 'bilal'),
      artifactDigest: fc.constantFrom('sha256:a', 'sha256:b'),
    },
    { requiredKeys: ['status', 'version', 'startedAt'] },
  )
  .map(event => ({
    ...event,
    externalId: 'run-7',
    entityRef: 'component:default/orders',
    environment: 'production',
  }));

describe('a deployment', () => {
  it('is the same in whatever order its events come, and however often', () => {
    fc.assert(
      fc.property(
        fc.array(events, { minLength: 1, maxLength: 6 }).chain(given =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray([...given, ...given], {
              minLength: given.length * 2,
            }),
          ),
        ),
        ([given, again]) => {
          expect(deploymentFrom(again)).toEqual(deploymentFrom(given));
        },
      ),
    );
  });

  it('has ended once it was said to, and begins with the earliest start', () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 1 }), given => {
        const { status, startedAt } = deploymentFrom(given);
        const ended = given.some(event => event.status !== 'started');
        expect(status !== 'started').toBe(ended);
        expect(startedAt).toBe(given.map(e => e.startedAt).sort()[0]);
        expect(status === 'rolled-back').toBe(
          given.some(event => event.status === 'rolled-back'),
        );
      }),
    );
  });

  it('fills gaps from a start that comes late', () => {
    const [event] = fc.sample(events, 1);
    const done = deploymentFrom([
      { ...event, status: 'succeeded', actor: undefined },
      { ...event, status: 'started', actor: 'amina' },
    ]);
    expect(done).toMatchObject({ status: 'succeeded', actor: 'amina' });
  });

  it('does not end before it starts', () => {
    const parsed = deploymentEventSchema.safeParse({
      ...fc.sample(events, 1)[0],
      startedAt: at(3),
      finishedAt: at(2),
    });
    expect(parsed.error?.issues[0].path).toEqual(['finishedAt']);
  });
});

describe('the change behind a deployment', () => {
  const change = (id: string, from: number, to?: number) =>
    ({
      id,
      affectedEntities: ['component:default/orders'],
      actualStart: at(from),
      actualEnd: to === undefined ? undefined : at(to),
    } as Parameters<typeof coveringChange>[0][number]);
  const deployed = (minute: number, changeId?: string) =>
    ({
      entityRef: 'component:default/orders',
      startedAt: at(minute),
      changeId,
    } as Parameters<typeof coveringChange>[1]);

  it.each([
    [-6, false],
    [-5, true],
    [0, true],
    [30, true],
    [31, false],
  ])('that ran from 0 to 30, %s minutes from its start: %s', (minute, is) => {
    expect(covers(change('CHG-1', 0, 30), deployed(minute))).toBe(is);
  });

  it('is the one that is named, else the one that was started last', () => {
    const changes = [change('CHG-1', 0), change('CHG-2', 10)];
    expect(coveringChange(changes, deployed(20))?.id).toBe('CHG-2');
    expect(coveringChange(changes, deployed(20, 'CHG-1'))?.id).toBe('CHG-1');
    expect(coveringChange(changes, deployed(2, 'CHG-2'))?.id).toBe('CHG-1');
    expect(
      coveringChange(changes, {
        ...deployed(20),
        entityRef: 'component:default/mail',
      }),
    ).toBeUndefined();
  });
});
