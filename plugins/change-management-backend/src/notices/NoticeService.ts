import { NotificationSeverity } from '@backstage/plugin-notifications-common';
import { Knex } from 'knex';

/** What a notice is about; people switch kinds off in their notification settings, where it is called topic. */
export type NoticeKind =
  | 'assessment'
  | 'approval'
  | 'decision'
  | 'schedule'
  | 'execution'
  | 'conversation'
  | 'delegation';

/** One thing that several people are told. */
export interface Notice {
  /** `CHG-1042`; missing where it is not of a change. */
  changeId?: string;
  kind: NoticeKind;
  /** Full refs of users and groups; all below a group are told. */
  recipients: string[];
  /** Users who are not told, though they belong to a group that is: the actor, and who may not do what is asked. */
  excluded: string[];
  title: string;
  /** Plain text. */
  description: string;
  /** Path within the portal. */
  link: string;
  severity: NotificationSeverity;
}

/** Tells people; nothing that was enqueued is lost, and nothing is told that was rolled back. */
export interface NoticeService {
  /** Within the transaction that makes it true, in one statement. */
  enqueue(tx: Knex.Transaction, notices: Notice[]): Promise<void>;

  /** After a commit: delivers what is due without waiting for the next round. Never throws. */
  deliverSoon(): void;

  /** Begins the rounds in which what is due is delivered. */
  start(): Promise<void>;
}
