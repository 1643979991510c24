import { PolicySimulation } from '../contract/policySimulation';
import { RiskLevel, Role, roles } from '../contract/words';
import { median } from './median';
import { keyOfVoice, Voice, voiceOf, WaitingTimes } from './observedWaits';
import { AskedApproval, Replayed } from './replay';

/** Changes named with each count. */
const EXAMPLES = 5;

type Examples = PolicySimulation['refused'][number]['examples'];
type Sums = Pick<
  PolicySimulation,
  | 'changes'
  | 'differing'
  | 'approvals'
  | 'load'
  | 'refused'
  | 'risk'
  | 'owed'
  | 'waiting'
  | 'replay'
>;

/** Whose decisions a change waits for, and at which risk; kept until all waits are known. */
interface Waiting {
  level?: RiskLevel;
  voices: Voice[];
}

function note(examples: Examples, { id, title }: Replayed): void {
  if (examples.length < EXAMPLES && !examples.some(seen => seen.id === id)) {
    examples.push({ id, title });
  }
}

function rowOf<T>(rows: Map<string, T>, key: string, create: () => T): T {
  const row = rows.get(key) ?? create();
  rows.set(key, row);
  return row;
}

/** Waits run side by side: the slowest counts. Nothing where one of them is not known. */
function slowest(
  { level, voices }: Waiting,
  times: WaitingTimes,
): number | undefined {
  const hours = voices.map(voice => times.expect(voice, level));
  return hours.every(known => known !== undefined)
    ? Math.max(0, ...hours)
    : undefined;
}

/** Adds up how many changes of the past fare under another policy; it keeps little of each. */
export class ReplayTally {
  #changes = 0;
  #differing = 0;
  #asRecorded = 0;
  readonly #approvals = new Map<string, Sums['approvals'][number]>();
  readonly #load = new Map<
    Role | 'people',
    { before: number; after: number }
  >();
  readonly #refused = new Map<string, Sums['refused'][number]>();
  readonly #risk = new Map<string, Sums['risk'][number]>();
  readonly #owed = new Map<string, Sums['owed'][number]>();
  readonly #times = new WaitingTimes();
  readonly #waiting: { before: Waiting; after: Waiting }[] = [];

  add(replayed: Replayed): void {
    const { before, after, added, removed, refused, owed } = replayed;
    this.#changes += 1;
    this.#asRecorded += replayed.asRecorded ? 1 : 0;
    if (
      added.length + removed.length + refused.length + owed.length ||
      before.level !== after.level
    ) {
      this.#differing += 1;
    }
    added.forEach(one => this.#addApproval(one, 'added', replayed));
    removed.forEach(one => this.#addApproval(one, 'removed', replayed));
    before.asked.forEach(one => this.#addLoad(one, 'before'));
    after.asked.forEach(one => this.#addLoad(one, 'after'));
    for (const refusal of refused) {
      const key = `${refusal.step} ${refusal.path ?? ''} ${refusal.message}`;
      const row = rowOf(this.#refused, key, () => ({
        ...refusal,
        changes: 0,
        examples: [],
      }));
      row.changes += 1;
      note(row.examples, replayed);
    }
    if (before.level !== after.level) {
      const row = rowOf(this.#risk, `${before.level} ${after.level}`, () => ({
        from: before.level,
        to: after.level,
        changes: 0,
        examples: [],
      }));
      row.changes += 1;
      note(row.examples, replayed);
    }
    for (const { what, isAdded } of owed) {
      const row = rowOf(this.#owed, what, () => ({
        what,
        added: 0,
        removed: 0,
        examples: [],
      }));
      row[isAdded ? 'added' : 'removed'] += 1;
      note(row.examples, replayed);
    }
    this.#times.add(replayed.observed);
    const waitingOf = ({ level, asked }: Replayed['before']) => ({
      level,
      voices: asked.map(voiceOf),
    });
    this.#waiting.push({ before: waitingOf(before), after: waitingOf(after) });
  }

  sums(): Sums {
    return {
      changes: this.#changes,
      differing: this.#differing,
      approvals: [...this.#approvals.values()].sort(
        (a, b) => b.added + b.removed - a.added - a.removed,
      ),
      load: [...roles, 'people' as const].flatMap(who => {
        const counts = this.#load.get(who);
        return counts ? [{ who, ...counts }] : [];
      }),
      refused: [...this.#refused.values()].sort(
        (a, b) => b.changes - a.changes,
      ),
      risk: [...this.#risk.values()].sort((a, b) => b.changes - a.changes),
      owed: [...this.#owed.values()],
      waiting: this.#waitingTimes(),
      replay: {
        asRecorded: this.#asRecorded,
        otherwise: this.#changes - this.#asRecorded,
      },
    };
  }

  #addApproval(
    asked: AskedApproval,
    how: 'added' | 'removed',
    replayed: Replayed,
  ): void {
    const { ruleId, rule } = asked;
    const voice = voiceOf(asked);
    const key = `${ruleId} ${rule} ${keyOfVoice(voice)}`;
    const row = rowOf(this.#approvals, key, () => ({
      id: ruleId,
      rule,
      ...voice,
      added: 0,
      removed: 0,
      examples: [],
    }));
    row[how] += 1;
    note(row.examples, replayed);
  }

  #addLoad({ roles: asked, people }: AskedApproval, when: 'before' | 'after') {
    for (const who of [
      ...asked,
      ...(people.length ? ['people' as const] : []),
    ]) {
      rowOf(this.#load, who, () => ({ before: 0, after: 0 }))[when] += 1;
    }
  }

  #waitingTimes(): Sums['waiting'] {
    const known = this.#waiting.flatMap(({ before, after }) => {
      const hours = [before, after].map(one => slowest(one, this.#times));
      return hours.every(one => one !== undefined) ? [hours] : [];
    });
    return {
      beforeHours: median(known.map(([before]) => before)),
      afterHours: median(known.map(([, after]) => after)),
      changes: known.length,
      unknown: this.#waiting.length - known.length,
      observed: this.#times.list(),
    };
  }
}
