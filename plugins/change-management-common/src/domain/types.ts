import { AccessFacts } from '../access/facts';
import { ConfigurationFacts } from '../configuration/states';
import { ChangeView, Conflict, TestResult } from '../contract/change';
import {
  ApprovalRequirement,
  Assessment,
  Drift,
  Decision,
  HeldRole,
  Impact,
  MissingField,
  Risk,
} from '../contract/judgement';
import {
  Rehearsal,
  RollbackExecutorView,
  RollbackRun,
  Task,
} from '../contract/work';
import { Criticality, Role } from '../contract/words';
import { Policy } from '../policy/schema';
import { RiskMeasures } from '../risk/measures';
import { ScheduleFacts } from '../schedule/types';
import type { PipelineFacts } from './clauses/pipelines';
import type { ModelFacts } from './models/types';
import type { PipelineTrust } from './pipelines';

/** A person, as known when they act. `ownership` holds the person and every group they belong to, nested ones included. */
export interface Actor {
  userRef: string;
  ownership: string[];
  /** Those that a delegation gives them included. */
  roles: HeldRole[];
  /** Absent people who delegated to this person. */
  actsFor?: Pick<Actor, 'userRef' | 'ownership'>[];
  /** Set where no person acts but a pipeline; it has no roles and owns nothing. */
  pipeline?: PipelineTrust;
}

/** What the catalog says of an entity when a command is decided. */
export interface EntityFacts {
  entityRef: string;
  exists: boolean;
  kind: string;
  title?: string;
  owners: string[];
  system?: string;
  tags: string[];
  type?: string;
  lifecycle?: string;
  criticality?: Criticality;
  /** Users, groups and addresses outside of the portal that are told of changes (policy §3); missing where there are none. */
  clientContacts?: string[];
}

/** Users behind roles and groups, nested ones included, as the catalog has them now. */
export interface PeopleFacts {
  holders: Record<Role, string[]>;
  /** By user or group ref; a user stands for themselves, and a group without members is empty. */
  members: Record<string, string[]>;
  /** By absent user: those who stand in for them now. */
  delegates: Record<string, string[]>;
}

/** Everything outside the change that a decision may depend on. */
export interface Facts {
  /** ISO 8601, UTC */
  now: string;
  actor: Actor;
  policy: Policy;
  /** The change's affected entities, by ref; one that is not listed does not exist. */
  entities: Record<string, EntityFacts>;
  /** Blast radius of the affected entities; needed where a command fixes it (create, edit, submit). */
  impact: Impact;
  /** What the organisation's own record says; needed where a command judges. */
  measures?: RiskMeasures;
  /** Needed where it is said who could decide. */
  people?: PeopleFacts;
  /** The model that the change names; needed where a command judges a change made from one. */
  model?: ModelFacts;
  /** What is planned around it; needed where a command is about its time. */
  schedule?: ScheduleFacts;
  /** Entries of its log that the command points at and that are there. */
  logEntryIds?: string[];
  /** How the configuration items stand that the command is about. */
  configuration?: ConfigurationFacts;
  /** What may carry out steps of rollbacks; needed where a form is judged that names some. */
  executors?: RollbackExecutorView[];
  /** How the access stands that the form or the command is about. */
  access?: AccessFacts;
  /** What pipelines asked and reported of the change, where that is known; it is shown and decides nothing. */
  pipelines?: PipelineFacts;
  /** The policy in force, where the change was judged by an older one. */
  newerPolicy?: Policy;
}

/** What the requester writes and the approvers see. */
export type ChangeContent = Pick<
  ChangeView,
  | 'type'
  | 'category'
  | 'title'
  | 'description'
  | 'justification'
  | 'affectedEntities'
  | 'implementationPlan'
  | 'testPlan'
  | 'rollbackPlan'
  | 'plannedStart'
  | 'plannedEnd'
  | 'expectedDowntimeMinutes'
  | 'implementer'
  | 'emergency'
  | 'changeModel'
  | 'links'
  | 'followsDeployments'
  | 'configuration'
  | 'access'
> & { riskAnswers: Record<string, string> };

/** An approval as the policy demands it of a change; who has decided is kept apart. */
export type Requirement = Pick<
  ApprovalRequirement,
  'id' | 'roles' | 'people' | 'needed' | 'rule' | 'clause' | 'standing'
>;

/** What has happened to the change so far. */
export interface ChangeProcess {
  risk: Risk;
  impact: Impact;
  /** Mandatory fields that are still empty. */
  missing: MissingField[];
  /** Demanded by the policy for the present content; decisions are kept apart. */
  requirements: Requirement[];
  /** What approvals are bound to: `digestOf` the form, the blast radius and the policy version. */
  digest: string;
  drift?: Drift;
  /** When it came into its present state (ISO 8601, UTC). */
  stateSince: string;
  /** When people were last reminded of what they owe, and when those above were told, by id of the obligation. */
  reminders: Record<
    string,
    { since: string; remindedAt?: string; escalatedAt?: string }
  >;
  /** The latest decision of each person on the present content. */
  decisions: Decision[];
  /** The latest assessment of each affected entity. */
  assessments: Assessment[];
  testResults: TestResult[];
  /** Of the rollback plan, in the order in which they were recorded. */
  rehearsals: Rehearsal[];
  tasks: Task[];
  configured?: ChangeView['configured'];
  accessChanged?: ChangeView['accessChanged'];
  /** How many entries the execution log has. */
  logEntries: number;
  submittedAt?: string;
  /** The decision that sent the change back to its requester, until it is submitted anew. */
  returned?: Decision;
  schedule?: ChangeView['schedule'];
  startedBy?: string;
  completion?: ChangeView['completion'];
  /** Where the implementer got past the point of no return, by its log. */
  pointOfNoReturn?: ChangeView['pointOfNoReturn'];
  rollbackRun?: RollbackRun;
  rollback?: ChangeView['rollback'];
  review?: ChangeView['review'];
  closure?: ChangeView['closure'];
  cancellation?: ChangeView['cancellation'];
  hold?: ChangeView['hold'];
  /** What its planned time collides with, as found last; nothing unless it holds a slot. */
  conflicts: Conflict[];
  exemptions: ChangeView['exemptions'];
}

/** A change as it is stored: the fold of its events. Views add what depends on the reader and on the catalog. */
export interface Change extends ChangeContent, ChangeProcess {
  /** `CHG-1042` */
  id: string;
  state: ChangeView['state'];
  requestedBy: string;
  policyVersion: string;
  closeCode?: ChangeView['closeCode'];
  actualStart?: string;
  actualEnd?: string;
  createdAt: string;
  updatedAt: string;
  /** Grows by one with every command, but for those of the system that only note what collides. */
  revision: number;
  /** Grows by one with every edit of what approvers see (everything but the links). */
  contentRevision: number;
}
