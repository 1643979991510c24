import {
  createTranslationRef,
  TranslationRef,
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
import { policyForms } from './messages/policyForms';
import { policyLife } from './messages/policyLife';
import { schedule } from './messages/schedule';
import { sections } from './messages/sections';
import { steps } from './messages/steps';
import { windows } from './messages/windows';
import { words } from './messages/words';

const messages = {
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
  ...policyForms,
  ...calendar,
  ...schedule,
  ...windows,
  ...configuration,
  ...compliance,
  ...notices,
  ...incidents,
  ...reviews,
};

/** The keys of texts that lie in groups: the names on the way to each, joined by dots. */
type Paths<Group> = {
  [K in keyof Group & string]: Group[K] extends string
    ? K
    : `${K}.${Paths<Group[K]>}`;
}[keyof Group & string];

type At<Group, Path> = Path extends keyof Group
  ? Group[Path]
  : Path extends `${infer K}.${infer Rest}`
  ? K extends keyof Group
    ? At<Group[K], Rest>
    : never
  : never;

type Messages = {
  readonly [Path in Paths<typeof messages>]: At<typeof messages, Path>;
};

/**
 * Every text of the plugin, to be replaced or translated by the portal. Its type is what Backstage would make of it, which
 * keeps the compiler busy for minutes with as many texts as there are.
 */
export const changeManagementTranslationRef = createTranslationRef<
  'plugin.change-management',
  {},
  {}
>({
  id: 'plugin.change-management',
  messages,
}) as unknown as TranslationRef<'plugin.change-management', Messages>;

/** By the key that is asked for: one for all the plural forms of a text. */
type Texts = {
  [K in keyof Messages as K extends `${infer Stem}_${'one' | 'other'}`
    ? Stem
    : K]: Messages[K];
};

type Placeholders<Message> =
  Message extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Placeholders<Rest>
    : never;

type Values<K extends keyof Texts, Value> = [Placeholders<Texts[K]>] extends [
  never,
]
  ? [values?: { count?: number }]
  : [values: { [Name in Placeholders<Texts[K]>]: Value } & { count?: number }];

/**
 * A function that looks texts up, for code outside components. It asks for the same values as Backstage's
 * `TranslationFunction`, which keeps the compiler busy for minutes with as many texts as there are.
 */
export interface Text {
  <K extends keyof Texts>(
    key: K,
    ...values: Values<K, string | number>
  ): string;
  <K extends keyof Texts>(
    key: K,
    ...values: Values<K, string | number | JSX.Element>
  ): JSX.Element;
}

const untyped = changeManagementTranslationRef as TranslationRef<string, {}>;

/** Looks a text up in the portal's language. */
export function useText(): Text {
  return useTranslationRef(untyped).t as unknown as Text;
}
