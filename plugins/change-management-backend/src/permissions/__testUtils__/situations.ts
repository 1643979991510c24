import {
  ChangeFormInput,
  ChangeState,
  NoticeView,
} from 'backstage-plugin-change-management-common';
import { form, highRisk, Portal } from '../../__testUtils__/startPortal';
import { walk } from '../../__testUtils__/walk';
import {
  access,
  bodies,
  companions,
  configurationItem,
  deployment,
  emergencies,
  incident,
  proposal,
} from './requests';

/** Implemented by amina, on an entity that youssef's team owns. */
function formOf(more: Partial<ChangeFormInput> = {}): ChangeFormInput {
  return form({ implementer: 'user:default/amina', ...more });
}

const emergency: Partial<ChangeFormInput> = {
  type: 'emergency',
  emergency: {
    reason: 'critical-failure',
    incidentRef: 'INC-7',
    explanation: 'Nobody can pay',
  },
};

/** What is special about a situation, by the word after the state. */
const forms: Record<string, Partial<ChangeFormInput>> = {
  'high risk': { risk: { answers: highRisk } },
  access: { category: 'access' },
  'no owner': { affectedEntities: ['resource:default/orphan'] },
  emergency,
  // Requested by the very person who tries.
  own: {},
};

/** What has happened in a situation besides the usual way to its state. */
const acts: Record<string, (portal: Portal, id: string) => Promise<unknown>> = {
  held: ({ step }, id) => step('salma', 'holdChange', id, { reason: 'Wait' }),
  task: ({ step }, id) => step('salma', 'addTask', id, bodies.addTask!(id)),
  'rolling back': ({ step }, id) =>
    step('amina', 'startRollback', id, { reason: 'It broke' }),
  tested: ({ step }, id) =>
    step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    }),
  configuration: async (portal, id) => {
    const itemId = await arrangeItem(portal, '', '');
    companions.set(id, itemId);
    await portal.ask('amina', 'addConfigurationVersion', {
      path: { id: itemId },
      body: { changeId: id, content: 'a: 1' },
    });
  },
  objection: ({ step }, id) =>
    step('youssef', 'assessChange', id, {
      entityRef: 'component:default/orders',
      impactOnClients: 'They cannot order',
      impactOnData: 'none',
      objection: true,
      comment: 'Not on a Friday',
    }),
};

function deploy({ ask }: Portal) {
  return ask('amina', 'reportDeployment', { body: deployment() });
}

async function arrangeDarkChange(
  portal: Portal,
  when: string,
): Promise<string> {
  const { darkChangeId: id } = await deploy(portal);
  if (when.endsWith('explained')) {
    await portal.ask('youssef', 'explainDarkChange', {
      path: { id },
      body: { explanation: 'The site was down' },
    });
  }
  if (when.endsWith('emergency')) {
    const body = formOf(emergency);
    const change = await portal.ask('amina', 'createChange', { body });
    await portal.step('amina', 'startChange', change.id);
    emergencies.set(id, change.id);
  }
  return id;
}

/** An item with two versions, and the change that made them, which goes on. */
async function arrangeItem(
  portal: Portal,
  when: string,
  requester: string,
): Promise<string> {
  const body = configurationItem();
  const { id } = await portal.ask('youssef', 'createConfigurationItem', {
    body,
  });
  if (when.includes('versions')) {
    const change = await portal.ask(requester, 'createChange', {
      body: formOf(),
    });
    await walk(portal, change.id, 'implementation', requester);
    companions.set(id, change.id);
    for (const content of ['a: 1', 'a: 2']) {
      await portal.ask('amina', 'addConfigurationVersion', {
        path: { id },
        body: { changeId: change.id, content },
      });
    }
  }
  return id;
}

/** A grant, and a change that may revoke it. */
async function arrangeGrant(
  portal: Portal,
  requester: string,
): Promise<string> {
  const running = async () => {
    const body = formOf({ category: 'access' });
    const { id } = await portal.ask(requester, 'createChange', { body });
    await walk(portal, id, 'authorization', requester);
    await portal.step('karim', 'decideChange', id, { decision: 'approve' });
    await walk(portal, id, 'implementation', requester);
    return id;
  };
  const [granting, revoking] = [await running(), await running()];
  const { acts: done } = await portal.ask('amina', 'grantAccess', {
    body: {
      ...{ changeId: granting, ...access },
      permission: `orders:${granting}`,
    },
  });
  companions.set(done[0].id, revoking);
  return done[0].id;
}

/**
 * Makes a change that is where the table says: `draft`, `scheduled, tested`, `authorization, high risk` …; or the model,
 * the window, the delegation or the calendar feed that it speaks of.
 *
 * @param requester - who requests it *
 * @returns its id
 */
export async function arrange(
  portal: Portal,
  when: string,
  requester: string,
): Promise<string> {
  if (when === 'delegated by requester') {
    const body = {
      ...bodies.createDelegation!('none'),
      delegate: 'user:default/youssef',
    };
    return (await portal.ask(requester, 'createDelegation', { body })).id;
  }
  if (when === 'window' || when === 'draft window') {
    const body = {
      ...bodies.createWindow!('none'),
      status: when === 'window' ? 'approved' : 'draft',
    };
    const author = when === 'window' ? 'salma' : requester;
    return (await portal.ask(author, 'createWindow', { body })).id;
  }
  if (when === 'legal hold') {
    const body = bodies.placeLegalHold!('none');
    return (await portal.ask('karim', 'placeLegalHold', { body })).id;
  }
  if (when === 'feed of requester') {
    const body = bodies.createCalendarToken!('none');
    return (await portal.ask(requester, 'createCalendarToken', { body })).id;
  }
  if (when.startsWith('deployment')) {
    return (await deploy(portal)).id;
  }
  if (when.startsWith('unauthorized change')) {
    return arrangeDarkChange(portal, when);
  }
  if (when.startsWith('configuration item')) {
    return arrangeItem(portal, when, requester);
  }
  if (when === 'incident') {
    const body = formOf();
    const change = await portal.ask(requester, 'createChange', { body });
    const { id: incidentId } = await portal.ask('salma', 'recordIncident', {
      body: incident(),
    });
    companions.set(incidentId, change.id);
    return incidentId;
  }
  if (when === 'access grant') {
    return arrangeGrant(portal, requester);
  }
  const [state, ...words] = when.split(', ');
  if (state === 'model') {
    const body = proposal();
    const { id: modelId } = await portal.ask(requester, 'proposeModel', {
      body,
    });
    return modelId;
  }
  const { id } = await portal.ask(requester, 'createChange', {
    body: formOf(Object.assign({}, ...words.map(word => forms[word] ?? {}))),
  });
  if (state === 'rejected') {
    await walk(portal, id, 'authorization', requester);
    await portal.step('salma', 'decideChange', id, {
      decision: 'reject',
      comment: 'Not now',
    });
  } else if (words.includes('emergency') && state === 'implementation') {
    await portal.step('amina', 'startChange', id);
  } else {
    await walk(portal, id, state as ChangeState, requester);
  }
  if (words.includes('notice')) {
    const { items } = await portal.ask(requester, 'listNotices', {
      path: { id },
    });
    return (items as NoticeView[]).find(({ kind }) => kind === 'assessment')!
      .id;
  }
  for (const word of words) {
    if (!(word in forms) && !(word in acts)) {
      throw new Error(`The table speaks of an unknown situation: ${word}`);
    }
    await acts[word]?.(portal, id);
  }
  return id;
}
