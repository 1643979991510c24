import {
  ChangeAction,
  ChangeView,
  Me,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { ChangeManagementApi } from '../../../api';
import { Text } from '../../../translation';

/** What somebody typed into a dialog, by field. */
export type StepValues = Record<string, string>;

/** One question of a dialog. A check is `'yes'` or empty; a time is text as typed. */
export interface StepField {
  name: string;
  label: string;
  kind: 'line' | 'number' | 'text' | 'choice' | 'check' | 'time';
  options?: [value: string, text: string][];
  help?: string;
  required?: boolean;
  initial?: string;
  /** Asked only where this holds. */
  when?: (values: StepValues) => boolean;
}

/** What an action asks, says beforehand, and sends. */
export interface Step {
  /** Where it is not the name of the action. */
  title?: (values: Partial<StepValues>) => string;
  says?: string | ((values: StepValues) => string);
  /** Shown above the fields: what one has to see to take the step. */
  shows?: ReactNode;
  fields: StepField[];
  /** Shown below the fields: what their values would mean, and values to choose from. */
  beside?: (
    values: StepValues,
    choose: (values: StepValues) => void,
  ) => ReactNode;
  /** Sends it. `values` are trimmed; what is empty is absent. */
  take: (values: Partial<StepValues>) => Promise<unknown>;
}

/** What is needed to say what an action asks. */
export interface StepContext {
  change: ChangeView;
  /** The content that this person had before their eyes when they opened the page. */
  seenContent: number;
  /** Who looks at it, once that is known. */
  me?: Me;
  api: ChangeManagementApi;
  t: Text;
}

/** Makes the step of one action. */
export type StepMaker = (context: StepContext) => Step;

/** Actions that open a dialog; `edit` leads to the form, the others are taken where their task or step is. */
export type StepAction = Exclude<
  ChangeAction,
  'edit' | 'update-task' | 'rollback-step'
>;

/** Whether an action opens a dialog. */
export function isStepAction(action: ChangeAction): action is StepAction {
  return !['edit', 'update-task', 'rollback-step'].includes(action);
}
