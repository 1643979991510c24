import { changeFormSchema, ChangeFormInput } from '../../contract/form';
import { Impact } from '../../contract/judgement';
import { apply } from '../apply';
import { AnyCommand } from '../commands';
import { decide, decideCreate, Verdict } from '../decide';
import { ChangeEvent } from '../events';
import { Refusal } from '../refusal';
import { Actor, Change, Facts } from '../types';
import { factsFor, lowRisk } from './organisation';

/** A form that can be submitted as it is. */
export const completeForm: ChangeFormInput = {
  type: 'normal',
  category: 'application',
  title: 'Raise the connection pool',
  description: 'From 20 to 40 connections.',
  justification: 'Requests queue at noon.',
  affectedEntities: ['component:default/payments-api'],
  rollbackPlan: { steps: ['Set it back to 20'], estimatedMinutes: 5 },
  risk: { answers: lowRisk },
  implementer: 'group:default/devops',
};

/** A change and everything that happened to it, as one test drives it. */
export class Story {
  change: Change;
  readonly batches: {
    events: ChangeEvent[];
    actor: string;
    at: string;
    /** What the change was judged by, once this had happened. */
    seen: Impact;
  }[] = [];
  now = Date.parse('2026-12-01T12:00:00.000Z');
  /** What the catalog and the policy say at the moment; a test may change it under the change. */
  world: Partial<Pick<Facts, 'policy' | 'entities' | 'impact'>>;

  constructor(
    requester: Actor,
    form: ChangeFormInput = completeForm,
    world: Story['world'] = {},
  ) {
    this.world = world;
    const facts = this.facts(requester);
    const events = decideCreate(
      'CHG-1001',
      changeFormSchema.parse(form),
      facts,
    );
    this.change = this.#record(undefined, events, facts);
  }

  facts(actor: Actor): Facts {
    const now = new Date(this.now).toISOString();
    return { ...factsFor(actor, now), ...this.world };
  }

  /** Time goes by. */
  wait(hours: number): this {
    this.now += hours * 3_600_000;
    return this;
  }

  /** What would come of the command; nothing is kept. */
  ask(actor: Actor, command: AnyCommand): Verdict {
    return decide(this.change, command, this.facts(actor));
  }

  /** Tries the command and keeps what comes of it. */
  try(actor: Actor, command: AnyCommand): Refusal | undefined {
    this.now += 60_000;
    const { events, refusal } = this.ask(actor, command);
    if (events?.length) {
      this.change = this.#record(this.change, events, this.facts(actor));
    }
    return refusal;
  }

  /** Takes a step that must succeed. */
  do(actor: Actor, command: AnyCommand): this {
    const refusal = this.try(actor, command);
    if (refusal) {
      throw new Error(`${command.type}: ${refusal.message}`);
    }
    return this;
  }

  #record(before: Change | undefined, events: ChangeEvent[], facts: Facts) {
    const envelope = { actor: facts.actor.userRef, at: facts.now };
    const after = apply(before, events, envelope);
    this.batches.push({ events, ...envelope, seen: after.impact });
    return after;
  }
}
