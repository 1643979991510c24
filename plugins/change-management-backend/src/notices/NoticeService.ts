import { NotificationSeverity } from '@backstage/plugin-notifications-common';
import {
  NoticeKind,
  NoticePurpose,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** One thing that several people are told. */
export interface Notice {
  /** Given where something refers to it already. */
  id?: string;
  /** `CHG-1042`; missing where it is not of a change. */
  changeId?: string;
  kind: NoticeKind;
  purpose: NoticePurpose;
  /** Full refs of users and groups; all below a group are told. */
  recipients: string[];
  /** Users who are not told, though they belong to a group that is: the actor, and who may not do what is asked. */
  excluded: string[];
  /** Contacts outside of the portal, such as e-mail addresses. */
  addresses?: string[];
  /** Refs of the entities that the change affects. */
  about?: string[];
  /** Whether those who know the contacts of clients have to be asked before it leaves. */
  contactsOpen?: boolean;
  title: string;
  /** Plain text. */
  description: string;
  /** Path within the portal. */
  link: string;
  severity: NotificationSeverity;
}

/** Tells people; nothing that was enqueued is lost, and nothing is told that was rolled back. */
export interface NoticeService {
  /** Within the transaction that makes it true. */
  enqueue(tx: Knex.Transaction, notices: Notice[]): Promise<void>;

  /** The same, for who sends it together with what else is written. */
  enqueuing(knex: Knex, notices: Notice[]): Knex.QueryBuilder[];

  /** After a commit: delivers what is due without waiting for the next round. Never throws. */
  deliverSoon(): void;

  /** Begins the rounds in which what is due is delivered. */
  start(): Promise<void>;
}
