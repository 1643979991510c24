import {
  ConfigurationOrigin,
  PROPOSALS_LIMIT,
} from '../../contract/configuration';
import { ConfigurationProposal } from '../../contract/configured';
import { coversConfiguration } from '../../configuration/configured';
import { ConfigurationState } from '../../configuration/states';
import { Outcome } from '../../contract/words';
import { ChangeEvent } from '../events';
import { conflict, Refusal } from '../refusal';
import { Change, Facts } from '../types';
import { edit } from './request';
import { byImplementer, byRequesterOrImplementer, inState, Step } from './step';
import { systemActor } from './system';

type Item = Pick<ConfigurationProposal, 'itemId' | 'name' | 'entityRef'>;

function nameOf({ itemId, name, entityRef }: Item): string {
  return `${name} of ${entityRef} (${itemId})`;
}

function stateOf({ configuration }: Facts, itemId: string): ConfigurationState {
  return configuration?.[itemId] ?? { version: 0 };
}

function byWhom({ version, changeId }: ConfigurationState): string {
  return `version ${version}${changeId ? `, made by ${changeId}` : ''}`;
}

function changedTo(
  item: Item & { digest: string; note?: string },
  { version, digest }: ConfigurationState,
  origin: ConfigurationOrigin,
): ChangeEvent {
  const { itemId, name, entityRef, note } = item;
  return {
    type: 'configuration-changed',
    itemId,
    name,
    entityRef,
    version: version + 1,
    digest: item.digest,
    previous: digest === undefined ? undefined : { version, digest },
    origin,
    note,
  };
}

function checkCovered(
  change: Change,
  item: Pick<ConfigurationProposal, 'itemId' | 'name' | 'entityRef' | 'partOf'>,
): Refusal | undefined {
  return coversConfiguration(change, item)
    ? undefined
    : conflict(
        `${change.id} does not cover ${nameOf(item)}: neither ${
          item.entityRef
        } nor anything that it is part of is among its affected entities.`,
      );
}

/** What is based on another version than the latest would undo what came in between. */
function checkBase(
  item: Item & { digest: string },
  baseVersion: number | undefined,
  state: ConfigurationState,
): Refusal | undefined {
  if (baseVersion !== undefined && baseVersion !== state.version) {
    return conflict(
      `${nameOf(
        item,
      )} has moved on since version ${baseVersion}: it is at ${byWhom(
        state,
      )}. Look at the difference and send it anew.`,
    );
  }
  return item.digest === state.digest
    ? conflict(
        `${nameOf(item)} has this very content already, as ${byWhom(state)}.`,
      )
    : undefined;
}

/** A version that is made at once, by a change that is being implemented. */
export const configure: Step<'configure'> = {
  check: (change, { actor }) =>
    (actor.userRef === systemActor.userRef
      ? undefined
      : byImplementer(change, actor, 'alter configuration through')) ??
    inState(change, ['implementation'], 'altering configuration'),
  run(change, { item, origin, baseVersion }, facts) {
    const state = stateOf(facts, item.itemId);
    return (
      checkCovered(change, item) ??
      checkBase(item, baseVersion, state) ?? [changedTo(item, state, origin)]
    );
  },
};

/** A version that becomes part of what approvers see, and is made when the change is completed. */
export const proposeConfiguration: Step<'propose-configuration'> = {
  check: (change, { actor }) =>
    byRequesterOrImplementer(change, actor, 'propose configuration in') ??
    inState(change, ['draft'], 'proposing configuration'),
  run(change, { proposal }, facts) {
    const { itemId, baseVersion } = proposal;
    const others = (change.configuration ?? []).filter(
      other => other.itemId !== itemId,
    );
    const refusal =
      checkCovered(change, proposal) ??
      checkBase(proposal, baseVersion, stateOf(facts, itemId)) ??
      (others.length < PROPOSALS_LIMIT
        ? undefined
        : conflict(
            `${change.id} proposes ${PROPOSALS_LIMIT} configurations already, the most that one change may.`,
          ));
    return (
      refusal ??
      edit.run(
        change,
        {
          type: 'edit',
          revision: change.revision,
          patch: { configuration: [...others, proposal] },
        },
        facts,
      )
    );
  },
};

export const withdrawConfiguration: Step<'withdraw-configuration'> = {
  check: proposeConfiguration.check,
  run(change, { itemId }, facts) {
    const proposed = change.configuration ?? [];
    const others = proposed.filter(other => other.itemId !== itemId);
    return others.length === proposed.length
      ? conflict(`${change.id} proposes nothing for ${itemId}.`)
      : edit.run(
          change,
          {
            type: 'edit',
            revision: change.revision,
            patch: { configuration: others },
          },
          facts,
        );
  },
};

function noted(summary: string, whatChanged: string, now: string): ChangeEvent {
  const entry = { kind: 'configuration', summary, whatChanged };
  return { type: 'logged', entry: { ...entry, occurredAt: now } };
}

/**
 * What completing a change makes of what it proposed (policy §6); nothing where it was unsuccessful. What it has made itself meanwhile, or is there already, is
 * left as it is.
 */
export function applyProposals(
  change: Change,
  outcome: Outcome,
  facts: Facts,
): ChangeEvent[] | Refusal {
  if (outcome === 'unsuccessful') {
    return (change.configuration ?? []).map(proposal =>
      noted(
        `${proposal.name} was not altered`,
        `${nameOf(proposal)} stays as it is: ${change.id} was unsuccessful.`,
        facts.now,
      ),
    );
  }
  const hasMade = ({ itemId, baseVersion }: ConfigurationProposal) =>
    change.configured?.some(
      made => made.itemId === itemId && made.version > baseVersion,
    );
  const due = (change.configuration ?? []).filter(
    proposal =>
      !hasMade(proposal) &&
      stateOf(facts, proposal.itemId).digest !== proposal.digest,
  );
  const moved = due.filter(
    ({ itemId, baseVersion }) => stateOf(facts, itemId).version !== baseVersion,
  );
  if (moved.length) {
    const texts = moved.map(
      proposal =>
        `${nameOf(proposal)} was to be altered from version ${
          proposal.baseVersion
        }, but is at ${byWhom(stateOf(facts, proposal.itemId))}.`,
    );
    return conflict(
      `${texts.join(' ')} Make the version that is meant now through ${
        change.id
      }, then complete it; or roll it back.`,
    );
  }
  return due.map(proposal =>
    changedTo(proposal, stateOf(facts, proposal.itemId), 'change'),
  );
}

/** What rolling a change back restores: what it altered is as it was before, unless something else has altered it since. */
export function restoreConfiguration(
  change: Change,
  facts: Facts,
): ChangeEvent[] {
  return (change.configured ?? []).flatMap(item => {
    const stays = (because: string) =>
      noted(
        `${item.name} was not restored`,
        `${nameOf(item)} stays as it is: ${because}`,
        facts.now,
      );
    const state = stateOf(facts, item.itemId);
    if (state.version === item.restoredAs) {
      return [];
    }
    if (state.version !== item.version) {
      return stays(
        `it has moved on to ${byWhom(state)}, after version ${
          item.version
        } of ${change.id}.`,
      );
    }
    if (item.before && item.before.digest === state.digest) {
      return [];
    }
    return item.before
      ? changedTo({ ...item, digest: item.before.digest }, state, 'rollback')
      : stays(`there was no version before ${change.id} made its first.`);
  });
}
