import {
  Actor,
  apply,
  Change,
  ChangeCommand,
  AnyCommand,
  changeFormSchema,
  ChangeFormInput,
  CommandOf,
  decide,
  decideCreate,
  defaultPolicy,
  EntityFacts,
  Facts,
  PeopleFacts,
  Role,
} from 'backstage-plugin-change-management-common';
import { Notice } from '../NoticeService';
import { noticesFor } from '../noticesFor';

/** Users and groups of each role. */
export const holders: Record<Role, string[]> = {
  changeManager: ['group:default/change-office'],
  securityManager: ['group:default/security'],
  cto: ['user:default/nadia'],
  auditor: ['group:default/audit'],
  implementer: ['group:default/devops'],
};

function person(name: string, group: string, roles: Role[] = []): Actor {
  const userRef = `user:default/${name}`;
  return {
    userRef,
    ownership: [userRef, `group:default/${group}`],
    roles: roles.map(role => ({ role, via: holders[role][0] })),
  };
}

export const amina = person('amina', 'devops', ['implementer']);
export const youssef = person('youssef', 'payments');
export const salma = person('salma', 'change-office', ['changeManager']);
export const karim = person('karim', 'security', ['securityManager']);
export const nadia = person('nadia', 'management', ['cto']);

function owned(entityRef: string, owners: string[]): EntityFacts {
  return { entityRef, exists: true, kind: 'Component', owners, tags: [] };
}

const entities = {
  'component:default/gateway': owned('component:default/gateway', [
    'group:default/payments',
  ]),
  'component:default/orphan': owned('component:default/orphan', []),
};

function answers(option: (count: number) => number) {
  return Object.fromEntries(
    defaultPolicy.risk.questionnaire.map(({ id, options }) => [
      id,
      options[option(options.length)].id,
    ]),
  );
}

export const lowRisk = answers(() => 0);
export const highRisk = answers(count => count - 1);

const form: ChangeFormInput = {
  type: 'normal',
  category: 'application',
  title: 'Raise the connection pool',
  description: 'From 20 to 40.',
  justification: 'Requests queue at noon.',
  affectedEntities: ['component:default/gateway'],
  rollbackPlan: { steps: ['Set it back'] },
  risk: { answers: lowRisk },
  implementer: 'user:default/tarik',
  plannedStart: '2026-12-02T22:00:00Z',
  plannedEnd: '2026-12-02T23:30:00Z',
};

/** A change that Amina requests and Tarik implements on what the payments team owns and the shop depends on. */
export class Story {
  change: Change;
  policy = defaultPolicy;
  /** Users behind roles and groups; missing, it is groups that are told. */
  people?: PeopleFacts;
  /** Contacts of clients, by entity. */
  contacts: Record<string, string[]> = {};
  asksForContacts?: boolean;

  constructor(changes: Partial<ChangeFormInput> = {}) {
    const facts = this.facts(amina);
    const events = decideCreate(
      'CHG-1042',
      changeFormSchema.parse({ ...form, ...changes }),
      facts,
    );
    this.change = apply(undefined, events, {
      actor: amina.userRef,
      at: facts.now,
    });
  }

  /** Carries the command out and says who is told what. */
  tell(
    actor: Actor,
    command: AnyCommand,
    now = '2026-12-01T12:00:00.000Z',
  ): Notice[] {
    const facts = this.facts(actor, now);
    const { events, refusal } = decide(this.change, command, facts);
    if (!events) {
      throw new Error(`${command.type}: ${refusal.message}`);
    }
    const before = this.change;
    this.change = apply(before, events, { actor: actor.userRef, at: now });
    const after = this.change;
    const { asksForContacts } = this;
    return noticesFor({
      before,
      after,
      events,
      actor,
      facts,
      holders,
      asksForContacts,
    });
  }

  facts(actor: Actor, now = '2026-12-01T12:00:00.000Z'): Facts {
    return {
      now,
      actor,
      people: this.people,
      policy: this.policy,
      entities: Object.fromEntries(
        Object.entries(entities).map(([ref, entity]) => [
          ref,
          { ...entity, clientContacts: this.contacts[ref] },
        ]),
      ),
      impact: {
        direct: [],
        indirect: [
          {
            entityRef: 'component:default/shop',
            kind: 'component',
            relations: ['dependencyOf'],
            distance: 1,
            via: ['component:default/gateway', 'component:default/shop'],
            owners: ['group:default/shop'],
          },
        ],
        truncated: false,
      },
    };
  }
}

/** `title → recipients`, for short expectations. */
export function told(notices: Notice[]): Record<string, string[]> {
  return Object.fromEntries(
    notices.map(({ title, recipients }) => [title, recipients]),
  );
}

export const requester = 'user:default/amina';
export const implementer = 'user:default/tarik';
export const owners = 'group:default/payments';
export const office = 'group:default/change-office';
export const security = 'group:default/security';
export const cto = 'user:default/nadia';

export const tarik: Actor = {
  userRef: implementer,
  ownership: [implementer],
  roles: [],
};

export const submit: ChangeCommand = { type: 'submit' };
export const assess: CommandOf<'assess'> = {
  type: 'assess',
  entityRef: 'component:default/gateway',
  impactOnClients: 'None',
  impactOnData: 'None',
  objection: false,
  comment: '',
};
export const approve: CommandOf<'decide'> = {
  type: 'decide',
  decision: 'approve',
  comment: 'Well prepared',
};
export const schedule: CommandOf<'schedule'> = {
  type: 'schedule',
  plannedStart: '2026-12-02T22:00:00.000Z',
  plannedEnd: '2026-12-02T23:30:00.000Z',
  override: { reason: 'Small', waives: ['time', 'notice', 'test-evidence'] },
};

/** A change that its owners have assessed. */
export function assessed(changes: ConstructorParameters<typeof Story>[0] = {}) {
  const story = new Story(changes);
  story.tell(amina, submit);
  story.tell(youssef, assess);
  return story;
}

/** A change that is approved and has its slot, with all that could stop its start waived. */
export function scheduled() {
  const story = assessed();
  story.tell(salma, approve);
  story.tell(salma, schedule);
  return story;
}
