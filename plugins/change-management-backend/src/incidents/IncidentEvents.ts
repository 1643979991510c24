import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';
import { IncidentInbox, IncidentPost } from './IncidentInbox';
import { IncidentSource } from './incidentSources';

const minute = 60_000;
/** Whoever tries an event has it to themselves for so long. */
const held = 5 * minute;
const longestWait = 60 * minute;
const atOnce = 50;

/** What will be refused the next time as well. */
const final = [
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
];

interface Row {
  number: number;
  source: string;
  headers: string;
  body: string;
  attempts: number;
}

/** What {@link IncidentEvents} is made from. */
export interface IncidentEventsOptions {
  database: Knex;
  sources: IncidentSource[];
  inbox: IncidentInbox;
  scheduler: SchedulerService;
  logger: LoggerService;
  clock: () => Date;
}

function isFinal(error: Error): boolean {
  return isError(error) && final.includes(error.name);
}

/**
 * Events of the bus, which says nothing twice: each is stored before it is taken in, and tried again, by whichever process,
 * until it was taken in or can never be.
 */
export class IncidentEvents {
  readonly #options: IncidentEventsOptions;

  constructor(options: IncidentEventsOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.scheduler.scheduleTask({
      id: 'take-incident-events',
      frequency: { minutes: 1 },
      timeout: { minutes: 5 },
      initialDelay: { seconds: 20 },
      fn: signal => this.takeDue(signal),
    });
  }

  /** Keeps an event, and takes it in at once where that is possible. @throws where it cannot be kept */
  async receive(source: IncidentSource, post: IncidentPost): Promise<void> {
    const now = this.#options.clock();
    const row = {
      source: source.name,
      headers: JSON.stringify(post.headers),
      body: post.rawBody.toString('utf8'),
      attempts: 1,
    };
    const [{ number }] = await this.#options
      .database('incident_events')
      .insert({
        ...row,
        received_at: now.toISOString(),
        due_at: new Date(now.getTime() + held).toISOString(),
      })
      .returning('number');
    await this.#take({ ...row, number }, source);
  }

  /** Tries what is due again, in the order in which it came. */
  async takeDue(signal?: AbortSignal): Promise<void> {
    const { database, sources, clock } = this.#options;
    for (;;) {
      const now = clock();
      const due: (Row & { due_at: string | Date })[] = await database(
        'incident_events',
      )
        .where('due_at', '<=', now.toISOString())
        // Another process may know sources that this one does not.
        .whereIn(
          'source',
          sources.map(({ name }) => name),
        )
        .orderBy('number')
        .limit(atOnce);
      for (const row of due) {
        if (signal?.aborted) {
          return;
        }
        const mine = await database('incident_events')
          .where({ number: row.number, attempts: row.attempts })
          .update({
            attempts: row.attempts + 1,
            due_at: new Date(now.getTime() + held).toISOString(),
          });
        if (mine) {
          const source = sources.find(({ name }) => name === row.source)!;
          await this.#take({ ...row, attempts: row.attempts + 1 }, source);
        }
      }
      if (due.length < atOnce) {
        return;
      }
    }
  }

  async #take(row: Row, source: IncidentSource): Promise<void> {
    const { inbox, logger } = this.#options;
    const refusals = await this.#refusalsOf(row, source, inbox);
    const open = refusals.find(error => !isFinal(error));
    refusals
      .filter(isFinal)
      .forEach(error =>
        logger.warn(
          `An event told of no incident of ${source.name}. ${stringifyError(
            error,
          )}`,
        ),
      );
    if (open) {
      await this.#postpone(row, open);
    } else {
      await this.#options
        .database('incident_events')
        .where({ number: row.number })
        .delete();
    }
  }

  async #refusalsOf(
    { number, headers, body }: Row,
    source: IncidentSource,
    inbox: IncidentInbox,
  ): Promise<Error[]> {
    try {
      const { refusals } = await inbox.take(
        source,
        { rawBody: Buffer.from(body), headers: JSON.parse(headers) },
        // What was taken in of it before is not taken in again.
        `incident-event-${number}`,
      );
      return refusals;
    } catch (error) {
      return [error as Error];
    }
  }

  async #postpone({ number, source, attempts }: Row, error: Error) {
    const { database, clock, logger } = this.#options;
    const wait = Math.min(2 ** (attempts - 1) * minute, longestWait);
    const dueAt = new Date(clock().getTime() + wait);
    const failure = stringifyError(error);
    logger.warn(
      `An event of ${source} is tried again at ${toIsoTime(dueAt)}. ${failure}`,
    );
    await database('incident_events')
      .where({ number })
      .update({ due_at: dueAt.toISOString(), failure });
  }
}
