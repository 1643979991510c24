import { taskPhases } from '../../contract/work';
import { ChangeAction } from '../../contract/words';
import { ChangeCommand } from '../commands';
import { assessmentRequirements } from '../requirements';
import { currentStep } from '../rollback';
import {
  actingOn,
  hasImplemented,
  isImplementer,
  isRequester,
  owns,
} from '../people';
import { Actor, Facts } from '../types';
import { Story } from './story';

function entityToAssess(story: Story, actor: Actor, facts: Facts): string {
  const open = assessmentRequirements(story.change, facts).filter(
    ({ status }) => status === 'open' || status === 'objection',
  );
  const acting = actingOn(story.change, actor);
  const own = story.change.affectedEntities.filter(ref =>
    owns(facts.entities[ref], acting),
  );
  return (
    open.find(({ entityRef }) => own.includes(entityRef))?.entityRef ??
    own[0] ??
    reachedOf(story, acting) ??
    open.find(({ owners, status }) => !owners.length || status === 'objection')
      ?.entityRef ??
    story.change.affectedEntities[0]
  );
}

/** What the change only reaches, and this person may object for. */
function reachedOf({ change }: Story, actor: Actor): string | undefined {
  return change.impact.indirect.find(
    entity =>
      owns(entity, actor) &&
      !change.affectedEntities.includes(entity.entityRef),
  )?.entityRef;
}

/** A command for an action, with sound input for the change as it stands. `variant` picks among equally sound ones. */
export function commandFor(
  action: ChangeAction,
  story: Story,
  actor: Actor,
  variant: number = 0,
): ChangeCommand {
  const { change, now } = story;
  switch (action) {
    case 'edit':
      return {
        type: 'edit',
        revision: change.revision,
        patch: [
          { description: `${change.description ?? ''}.` },
          { links: [{ url: 'https://example.com/', title: `${now}` }] },
          { implementer: 'user:default/amina' },
          { category: 'access' as const },
        ][variant % 4],
      };
    case 'assess': {
      const entityRef = entityToAssess(story, actor, story.facts(actor));
      const isAffected = change.affectedEntities.includes(entityRef);
      const given = change.assessments.find(a => a.entityRef === entityRef);
      return {
        type: 'assess',
        entityRef,
        impactOnClients: 'None',
        impactOnData: 'None',
        // From afar there is nothing to say but an objection, and that it is over.
        objection: isAffected ? variant % 5 === 4 : !given?.objection,
        comment: '',
      };
    }
    case 'approve':
    case 'reject':
    case 'request-changes':
      return { type: 'decide', decision: action, comment: 'As discussed.' };
    case 'schedule':
      return [isRequester, isImplementer, hasImplemented].some(isParty =>
        isParty(change, actor),
      )
        ? {
            // Nobody overrides the rules for a change of their own, so it is told early enough.
            type: 'schedule',
            plannedStart: new Date(now + 73 * 3_600_000).toISOString(),
            plannedEnd: new Date(now + 80 * 3_600_000).toISOString(),
          }
        : {
            type: 'schedule',
            plannedStart: new Date(now - 3_600_000).toISOString(),
            plannedEnd: new Date(now + 36_000_000).toISOString(),
            override: { reason: 'All concerned agreed', waives: ['notice'] },
          };
    case 'add-test-result':
      return {
        type: 'add-test-result',
        environment: 'staging',
        outcome: variant % 4 === 3 ? 'failed' : 'passed',
        notes: '',
      };
    case 'log':
      return {
        type: 'log',
        kind: 'step',
        summary: 'S',
        whatChanged: 'W',
        ...(variant % 5 === 4 && { passedPointOfNoReturn: true }),
      };
    case 'complete':
      return {
        type: 'complete',
        outcome: variant % 3 === 2 ? 'unsuccessful' : 'successful',
        result: 'Done',
      };
    case 'rollback':
      return { type: 'rollback', reason: 'Errors rose' };
    case 'add-task':
      return {
        type: 'add-task',
        title: 'Tell the vendor',
        phase: taskPhases[variant % 3],
      };
    case 'update-task': {
      const task =
        change.tasks.find(
          ({ status, assignee }) =>
            status === 'open' && actor.ownership.includes(assignee),
        ) ??
        change.tasks.find(({ assignee }) =>
          actor.ownership.includes(assignee),
        ) ??
        change.tasks[0];
      return { type: 'update-task', taskId: task?.id ?? '', status: 'done' };
    }
    case 'add-rehearsal':
      return {
        type: 'add-rehearsal',
        environment: 'staging',
        minutes: 5,
        outcome: variant % 4 === 3 ? 'failed' : 'passed',
        notes: '',
      };
    case 'start-rollback':
      return {
        type: 'start-rollback',
        reason: 'Errors rose',
        acknowledgePointOfNoReturn: true,
      };
    case 'rollback-step':
      return {
        type: 'rollback-step',
        index: change.rollbackRun ? currentStep(change.rollbackRun) : 0,
        status: (['done', 'failed', 'skipped', 'done'] as const)[variant % 4],
      };
    case 'review':
      return { type: 'review', summary: 'It went as planned', actionItems: [] };
    case 'close': {
      const refused = change.decisions.some(d => d.decision === 'reject');
      const failed = change.completion?.outcome === 'unsuccessful';
      const plain = refused || failed ? 'unsuccessful' : 'successful';
      return {
        type: 'close',
        closeCode: change.rollback ? 'rolled-back' : plain,
        summary: 'Confirmed',
      };
    }
    case 'comment':
      return { type: 'comment', text: 'A question' };
    case 'hold':
      return { type: 'hold', reason: 'Waiting for the vendor' };
    case 'override-risk':
      return {
        type: 'override-risk',
        level: 'critical',
        reason: 'A gut feeling',
      };
    case 'cancel':
      return { type: 'cancel' };
    default:
      return { type: action };
  }
}
