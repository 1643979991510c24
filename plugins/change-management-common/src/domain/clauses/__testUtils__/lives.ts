import { ChangeFormInput } from '../../../contract/form';
import { people } from '../../__testUtils__/organisation';
import { completeForm, Story } from '../../__testUtils__/story';
import { ChangeCommand } from '../../commands';
import { Actor } from '../../types';
import { clausesOf } from '..';

const { amina, tarik, youssef, salma, hind } = people;

export const payments = 'component:default/payments-api';
const hour = 3_600_000;

export const assess: ChangeCommand = {
  type: 'assess',
  entityRef: payments,
  impactOnClients: 'None',
  impactOnData: 'None',
  objection: false,
  comment: '',
};
export const approve: ChangeCommand = {
  type: 'decide',
  decision: 'approve',
  comment: '',
};
export const passed: ChangeCommand = {
  type: 'add-test-result',
  environment: 'staging',
  outcome: 'passed',
  notes: '',
};
export const start: ChangeCommand = { type: 'start' };
export const log: ChangeCommand = {
  type: 'log',
  kind: 'step',
  summary: 'Granted',
  whatChanged: 'One right',
};

export function complete(
  outcome: 'successful' | 'unsuccessful',
): ChangeCommand {
  return { type: 'complete', outcome, result: 'Requests pass.' };
}

/** The status and the evidence of one clause. */
export function read(story: Story, id: string): [string, string] {
  const { status, evidence } = clausesOf(story.change, story.facts(hind)).find(
    clause => clause.id === id,
  )!;
  return [status, evidence];
}

export function draft(
  more: Partial<ChangeFormInput> = {},
  by: Actor = amina,
): Story {
  return new Story(by, { ...completeForm, ...more });
}

export function approved(more: Partial<ChangeFormInput> = {}): Story {
  return draft(more)
    .do(amina, { type: 'submit' })
    .do(youssef, assess)
    .do(salma, approve);
}

export function scheduled(
  story: Story,
  inHours: number,
  override?: Extract<ChangeCommand, { type: 'schedule' }>['override'],
): Story {
  return story.do(salma, {
    type: 'schedule',
    plannedStart: new Date(story.now + inHours * hour).toISOString(),
    plannedEnd: new Date(story.now + (inHours + 2) * hour).toISOString(),
    override:
      override ??
      (inHours < 24 ? { reason: 'All agreed', waives: ['notice'] } : undefined),
  });
}

export function started(more: Partial<ChangeFormInput> = {}): Story {
  return scheduled(approved(more), -1).do(tarik, passed).do(tarik, start);
}

export function emergency(more: Partial<ChangeFormInput> = {}): Story {
  return draft({
    type: 'emergency',
    emergency: { reason: 'security-issue', incidentRef: 'INC-7' },
    ...more,
  });
}
