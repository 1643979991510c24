import {
  ConfigurationOrigin,
  PROPOSALS_LIMIT,
} from '../../contract/configuration';
import {
  ConfigurationProposal,
  ConfiguredItem,
} from '../../contract/configured';
import { coversConfiguration } from '../../configuration/configured';
import { ConfigurationState } from '../../configuration/states';
import { Outcome } from '../../contract/words';
import { ChangeEvent } from '../events';
import { conflict, Refusal } from '../refusal';
import { Change, Facts } from '../types';
import { isRollbackOpen } from '../rollback';
import { edit } from './request';
import {
  byImplementerOrPipeline,
  byRequesterOrImplementer,
  inState,
  Step,
} from './step';
import { bySystem, systemActor } from './system';

type Item = Pick<ConfigurationProposal, 'itemId' | 'name' | 'entityRef'>;

/** Texts are read by all who see the change, of whom some may not see the item: its name does not stand in them. */
function nameOf({ itemId, entityRef }: Item): string {
  return `${itemId} of ${entityRef}`;
}

function stateOf(
  { configuration }: Pick<Facts, 'configuration'>,
  itemId: string,
): ConfigurationState {
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
  check: (change, facts) =>
    (facts.actor.userRef === systemActor.userRef
      ? undefined
      : byImplementerOrPipeline(
          change,
          facts,
          'alter configuration through',
        )) ?? inState(change, ['implementation'], 'altering configuration'),
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

/** What completing a change would make of what it proposes, but for what it has made meanwhile, or is there already. */
function dueProposals(
  change: Change,
  facts: Pick<Facts, 'configuration'>,
): ConfigurationProposal[] {
  const hasMade = ({ itemId, baseVersion }: ConfigurationProposal) =>
    change.configured?.some(
      made => made.itemId === itemId && made.version > baseVersion,
    );
  return (change.configuration ?? []).filter(
    proposal =>
      !hasMade(proposal) &&
      stateOf(facts, proposal.itemId).digest !== proposal.digest,
  );
}

/** What has moved on under the proposals of a change, in sentences, and how that is settled; undefined where nothing has. */
function whatMovedOn(
  change: Change,
  facts: Pick<Facts, 'configuration'>,
  name: (state: ConfigurationState) => string,
): string | undefined {
  const texts = dueProposals(change, facts)
    .filter(
      ({ itemId, baseVersion }) =>
        stateOf(facts, itemId).version !== baseVersion,
    )
    .map(
      proposal =>
        `${nameOf(proposal)} was to be altered from version ${
          proposal.baseVersion
        }, but is at ${name(stateOf(facts, proposal.itemId))}.`,
    );
  return texts.length
    ? `${texts.join(' ')} Make the version that is meant now through ${
        change.id
      }, then complete it; or roll it back, or complete it as unsuccessful.`
    : undefined;
}

/** Why a change that is being implemented can only be completed as unsuccessful, if so; undefined where nobody has looked. */
export function findStaleProposals(
  change: Change,
  facts: Pick<Facts, 'configuration'>,
): string | undefined {
  return (
    facts.configuration &&
    whatMovedOn(change, facts, ({ version }) => `version ${version}`)
  );
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
        `${proposal.itemId} was not altered`,
        `${nameOf(proposal)} stays as it is: ${change.id} was unsuccessful.`,
        facts.now,
      ),
    );
  }
  const moved = whatMovedOn(change, facts, byWhom);
  if (moved) {
    return conflict(moved);
  }
  return dueProposals(change, facts).map(proposal =>
    changedTo(proposal, stateOf(facts, proposal.itemId), 'change'),
  );
}

/** What makes an item what it was before a change, or why it stays as it is; neither where it is. */
interface Restored {
  event?: ChangeEvent;
  stays?: string;
}

function restored(
  change: Change,
  item: ConfiguredItem,
  facts: Facts,
): Restored {
  const state = stateOf(facts, item.itemId);
  if (state.version === item.restoredAs) {
    return {};
  }
  if (state.version !== item.version) {
    return {
      stays: `it has moved on to ${byWhom(state)}, after version ${
        item.version
      } of ${change.id}.`,
    };
  }
  if (item.before && item.before.digest === state.digest) {
    return {};
  }
  return item.before
    ? {
        event: changedTo(
          { ...item, digest: item.before.digest },
          state,
          'rollback',
        ),
      }
    : { stays: `there was no version before ${change.id} made its first.` };
}

/** What rolling a change back restores: what it altered is as it was before, unless something else has altered it since. */
export function restoreConfiguration(
  change: Change,
  facts: Facts,
): ChangeEvent[] {
  return (change.configured ?? []).flatMap(item => {
    const { event, stays } = restored(change, item, facts);
    return (
      event ??
      (stays
        ? noted(
            `${item.itemId} was not restored`,
            `${nameOf(item)} stays as it is: ${stays}`,
            facts.now,
          )
        : [])
    );
  });
}

/** A step of the rollback that is carried out by itself: all that it is to restore, or a refusal that says why not. */
export const restoreConfigurationNow: Step<'restore-configuration'> = {
  check: (change, facts) =>
    bySystem(facts) ??
    (isRollbackOpen(change)
      ? undefined
      : conflict(`No rollback of ${change.id} is being carried out.`)),
  run(change, { itemId, to }, facts) {
    if (to) {
      const state = stateOf(facts, to.itemId);
      return (
        checkCovered(change, to) ??
        (state.digest === to.digest ? [] : [changedTo(to, state, 'rollback')])
      );
    }
    const items = (change.configured ?? []).filter(
      item => itemId === undefined || item.itemId === itemId,
    );
    if (items.length === 0) {
      return conflict(
        `${change.id} has not altered ${
          itemId ?? 'any configuration'
        }, so there is nothing of it to restore.`,
      );
    }
    const outcomes = items.map(item => ({
      item,
      ...restored(change, item, facts),
    }));
    const staying = outcomes.filter(({ stays }) => stays);
    return staying.length
      ? conflict(
          staying
            .map(
              ({ item, stays }) => `${nameOf(item)} stays as it is: ${stays}`,
            )
            .join(' '),
        )
      : outcomes.flatMap(({ event }) => event ?? []);
  },
};
