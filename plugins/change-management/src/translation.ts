import {
  createTranslationRef,
  TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { access } from './messages/access';
import { calendar } from './messages/calendar';
import { change } from './messages/change';
import { deployments } from './messages/deployments';
import { execution } from './messages/execution';
import { compliance } from './messages/compliance';
import { configuration } from './messages/configuration';
import { figures } from './messages/figures';
import { form } from './messages/form';
import { incidents } from './messages/incidents';
import { judgement } from './messages/judgement';
import { list } from './messages/list';
import { models } from './messages/models';
import { notices } from './messages/notices';
import { policy } from './messages/policy';
import { reviews } from './messages/reviews';
import { policyLife } from './messages/policyLife';
import { schedule } from './messages/schedule';
import { sections } from './messages/sections';
import { steps } from './messages/steps';
import { windows } from './messages/windows';
import { words } from './messages/words';

/** Every text of the plugin, to be replaced or translated by the portal. */
export const changeManagementTranslationRef = createTranslationRef({
  id: 'plugin.change-management',
  messages: {
    ...words,
    ...list,
    ...form,
    ...change,
    ...steps,
    ...execution,
    ...deployments,
    ...access,
    ...sections,
    ...models,
    ...figures,
    ...judgement,
    ...policy,
    ...policyLife,
    ...calendar,
    ...schedule,
    ...windows,
    ...configuration,
    ...compliance,
    ...notices,
    ...incidents,
    ...reviews,
  },
});

/** A function that looks texts up, for code outside components. */
export type Text = TranslationFunction<typeof changeManagementTranslationRef.T>;

/** Looks a text up in the portal's language. */
export function useText(): Text {
  return useTranslationRef(changeManagementTranslationRef).t;
}
