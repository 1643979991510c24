import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  NoticeKind,
  NoticePurpose,
} from 'backstage-plugin-change-management-common';

/** A notice on its way out. */
export interface OutgoingNotice {
  /** The same at every attempt: whoever has had a notice of this id drops another one. */
  id: string;
  /** `CHG-1042`; missing where it is not of a change. */
  changeId?: string;
  kind: NoticeKind;
  purpose: NoticePurpose;
  title: string;
  /** Plain text. */
  description: string;
  /** Path within the portal. */
  link: string;
  severity: 'low' | 'normal' | 'high' | 'critical';
  /** When what it tells became true (ISO 8601, UTC). */
  createdAt: string;
  /** Full refs of users and groups whom it is addressed to. */
  recipients: string[];
  /** Users who are not told, though they belong to a group that is. */
  excluded: string[];
  /** Contacts outside of the portal, such as e-mail addresses. */
  addresses: string[];
}

/**
 * A way by which notices leave, besides Backstage's notifications. Each is tried by itself: one that is down is tried again
 * after 10 seconds, 20, 40 … up to a day, and holds nobody else up.
 */
export interface NoticeChannel {
  /** Shown with each notice that left by it; another one than that of any other channel, at most 64 characters. */
  name: string;
  /** Which kinds it takes; all but digests where nothing is said. */
  kinds?: NoticeKind[];
  /**
   * Hands one over, at least once, within 20 seconds; rejects where it could not be. What the error says is shown to those
   * who may read the change.
   */
  send(notice: OutgoingNotice): Promise<void>;
}

/** Knows the contacts of clients, besides the annotation `change-management/client-contacts` (policy §3). */
export interface ClientContactResolver {
  /**
   * Who is told of a change of these entities (full refs): refs of users and groups, and e-mail addresses or whatever else a
   * channel knows to reach. Rejects where it cannot say at present; it is asked again later.
   */
  contactsOf(entityRefs: string[]): Promise<string[]>;
}

/** Adds to how people are told, and to who is. */
export interface ChangeNoticesExtensionPoint {
  /** Throws for a name that another channel has. */
  addChannel(channel: NoticeChannel): void;
  addClientContactResolver(resolver: ClientContactResolver): void;
}

/** See {@link ChangeNoticesExtensionPoint}. */
export const changeNoticesExtensionPoint =
  createExtensionPoint<ChangeNoticesExtensionPoint>({
    id: 'change-management.notices',
  });
