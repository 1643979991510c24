import {
  Actor,
  Change,
  ChangeEvent,
  Facts,
  Role,
} from 'backstage-plugin-change-management-common';
import { Audience } from './audience';
import { Notice } from './NoticeService';

/** A command that was carried out, as far as those who are told of it need to know. */
export interface NoticeInput {
  /** Missing where the change was just created. */
  before?: Change;
  after: Change;
  events: ChangeEvent[];
  actor: Actor;
  facts: Pick<Facts, 'entities' | 'policy' | 'people' | 'now'>;
  /** Users and groups that hold each role: `RoleRegister.holders`. */
  holders: Record<Role, string[]>;
  /** Whether others than the catalog know contacts of clients, and have to be asked before a notice to them leaves. */
  asksForContacts?: boolean;
}

/** What a draft may draw on: the command, and the people around the change before and after it. */
export interface Scene extends NoticeInput {
  now: Audience;
  earlier?: Audience;
  /** The actor's name. */
  who: string;
}

export type Happened<T extends ChangeEvent['type']> = Extract<
  ChangeEvent,
  { type: T }
>;

/** The event of this type among those of the command. */
export function happened<T extends ChangeEvent['type']>(
  { events }: Scene,
  type: T,
): Happened<T> | undefined {
  return events.find((event): event is Happened<T> => event.type === type);
}

/** A notice before it is known who of its recipients has been addressed already. */
export interface Draft {
  to: string[];
  /** Users besides the actor who are not told, whatever group they belong to. */
  notTo?: string[];
  kind: Notice['kind'];
  /** What the kind is usually for, where nothing is said. */
  purpose?: Notice['purpose'];
  /** For the contacts of clients, who may be others than users and groups. */
  toClients?: boolean;
  /** Between the change's key and its title. */
  says: string;
  description: string;
  severity?: Notice['severity'];
}

/** What is told of each type of event; a type that is missing is told to nobody. */
export type Drafts = {
  [T in ChangeEvent['type']]?: (event: Happened<T>, scene: Scene) => Draft[];
};
