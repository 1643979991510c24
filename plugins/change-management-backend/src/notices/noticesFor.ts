import {
  Actor,
  Change,
  ChangeEvent,
  Facts,
  Role,
} from 'backstage-plugin-change-management-common';
import { Notice } from './NoticeService';

/** A command that was carried out, as far as those who are told of it need to know. */
export interface NoticeInput {
  /** Missing where the change was just created. */
  before?: Change;
  after: Change;
  events: ChangeEvent[];
  actor: Actor;
  facts: Pick<Facts, 'entities' | 'policy'>;
  /** Users and groups that hold each role: `RoleRegister.holders`. */
  holders: Record<Role, string[]>;
}

/** Who is told what of a command. Pure. */
export function noticesFor(_input: NoticeInput): Notice[] {
  return [];
}
