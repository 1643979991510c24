import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { lifeOf, Step } from './life';
import { Answer, Person } from './people';
import { Portal } from './Portal';

/** A write that a portal has acknowledged. */
export interface Acknowledged {
  changeId: string;
  event: string;
}

/** How long a client goes on repeating a request before it gives up. */
const patience = 120_000;

/**
 * Clients that take one change after another through its life, and repeat what was not answered, with the same
 * `Idempotency-Key`, at whatever portal is there. They write down what was acknowledged.
 */
export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  /** Requests that ended without an answer: nobody knows whether they were done. */
  unanswered = 0;
  /** Answers that were neither the expected one nor a 503. */
  readonly surprises: string[] = [];
  /** The mark by which their changes are found again. */
  readonly mark = `Faults ${randomUUID()}`;
  #isStopping = false;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly portals: Portal[],
    private readonly people: Record<Step['by'], Person>,
  ) {}

  start(count: number): void {
    this.#isStopping = false;
    const writers = Array.from({ length: count }, (_, i) => this.#write(i));
    this.#ended = Promise.all(writers);
    // Whoever stops them hears of it.
    this.#ended.catch(() => {});
  }

  /** Each brings the change that it is at to its end first, so that nothing stays unanswered. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#ended;
  }

  /** Waits until there are so many more acknowledged writes. */
  async progress(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    const deadline = Date.now() + patience;
    while (this.acknowledged.length < goal) {
      assert.ok(Date.now() < deadline, 'the writers get on');
      await setTimeout(10);
    }
  }

  async #write(writer: number): Promise<void> {
    for (let round = 0; !this.#isStopping; round++) {
      let changeId = '';
      for (const step of lifeOf(`${this.mark}, ${writer}.${round}`)) {
        const { body } = await this.#insist(step, changeId, writer);
        changeId ||= body.id;
        this.acknowledged.push({ changeId, event: step.event });
      }
    }
  }

  async #insist(step: Step, id: string, writer: number): Promise<Answer> {
    const sent = { id, body: step.body(), key: randomUUID() };
    const deadline = Date.now() + patience;
    for (let attempt = writer; Date.now() < deadline; attempt++) {
      const portal = this.portals[attempt % this.portals.length];
      try {
        const answer = await this.people[step.by].send(
          portal.url,
          step.operation,
          sent,
        );
        if (answer.status < 300) {
          return answer;
        }
        if (answer.status !== 503) {
          this.surprises.push(
            `${step.operation} of ${id}: ${answer.status} ${JSON.stringify(
              answer.body,
            )}`,
          );
        }
      } catch {
        this.unanswered += 1;
      }
      await setTimeout(100);
    }
    throw new Error(`${step.operation} of ${id} was never acknowledged`);
  }
}
