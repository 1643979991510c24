import { mockServices } from '@backstage/backend-test-utils';
import { createDatabases } from '../__testUtils__/databases';
import { connect } from '../platform/database';
import { RecordTrail } from './RecordTrail';
import { hashEvent } from './chain';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const salma = (at: string) => ({ actor: 'user:default/salma', at });

describe.each(supported)('the trail of records, %s', engine => {
  it('links the acts of each record to those before', async () => {
    const knex = await connect(
      mockServices.database({ knex: await databases.init(engine) }),
    );
    const trail = new RecordTrail(knex);
    await knex.transaction(tx =>
      trail.append(
        tx,
        'policy:1.1',
        [{ type: 'proposed', note: 'more' }, { type: 'edited' }],
        salma('2026-12-01T12:00:00.000Z'),
      ),
    );
    await knex.transaction(tx =>
      trail.append(
        tx,
        'policy:2.0',
        [{ type: 'proposed' }],
        salma('2026-12-01T12:30:00.000Z'),
      ),
    );
    await knex.transaction(tx =>
      trail.append(
        tx,
        'policy:1.1',
        [{ type: 'approved' }],
        salma('2026-12-01T13:00:00.000Z'),
      ),
    );

    const events = await trail.list('policy:1.1');
    expect(events.map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, 'proposed'],
      [2, 'edited'],
      [3, 'approved'],
    ]);
    expect(events[0].data).toEqual({ note: 'more' });
    expect(events[1].previousHash).toBe(events[0].hash);
    expect(events[2].previousHash).toBe(events[1].hash);
    for (const event of events) {
      expect(hashEvent(event)).toBe(event.hash);
    }
    expect(await trail.list('policy:2.0')).toHaveLength(1);
  });

  it('lets only one of two writers go on from the same end', async () => {
    const knex = await connect(
      mockServices.database({ knex: await databases.init(engine) }),
    );
    const trail = new RecordTrail(knex);
    const append = (type: string) =>
      knex.transaction(tx =>
        trail.append(
          tx,
          'policy:1.1',
          [{ type }],
          salma('2026-12-01T12:00:00.000Z'),
        ),
      );
    await append('proposed');
    await Promise.allSettled([append('edited'), append('approved')]);

    const events = await trail.list('policy:1.1');
    expect(events.map(({ sequence }) => sequence)).toEqual(
      events.map((_, index) => index + 1),
    );
    expect(
      events.every(
        ({ previousHash }, index) =>
          index === 0 || previousHash === events[index - 1].hash,
      ),
    ).toBe(true);
  });
});
