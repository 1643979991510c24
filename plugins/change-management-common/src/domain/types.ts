import {
  ApprovalRequirement,
  Assessment,
  ChangeView,
  Decision,
  HeldRole,
  Impact,
  MissingField,
  Risk,
  TestResult,
} from '../contract/change';
import { Policy } from '../policy/schema';

/** A person, as known when they act. `ownership` holds the person and every group they belong to, nested ones included. */
export interface Actor {
  userRef: string;
  ownership: string[];
  roles: HeldRole[];
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
  | 'links'
> & { riskAnswers: Record<string, string> };

/** What has happened to the change so far. */
export interface ChangeProcess {
  risk: Risk;
  impact: Impact;
  /** Mandatory fields that are still empty. */
  missing: MissingField[];
  /** Demanded by the policy for the present content; decisions are kept apart. */
  requirements: Omit<ApprovalRequirement, 'decision'>[];
  /** The latest decision of each person on the present content. */
  decisions: Decision[];
  /** The latest assessment of each affected entity. */
  assessments: Assessment[];
  testResults: TestResult[];
  submittedAt?: string;
  /** The decision that sent the change back to its requester, until it is submitted anew. */
  returned?: Decision;
  schedule?: ChangeView['schedule'];
  startedBy?: string;
  completion?: ChangeView['completion'];
  rollback?: ChangeView['rollback'];
  review?: ChangeView['review'];
  closure?: ChangeView['closure'];
  cancellation?: ChangeView['cancellation'];
  hold?: ChangeView['hold'];
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
  /** Grows by one with every command. */
  revision: number;
  /** Grows by one with every edit of what approvers see (everything but the links). */
  contentRevision: number;
}
