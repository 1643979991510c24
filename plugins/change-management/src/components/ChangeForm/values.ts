import {
  AccessGrantView,
  AccessRevocation,
  ChangeCategory,
  ChangeFormInput,
  ChangeModelRef,
  ChangePatchInput,
  ChangeType,
  ChangeView,
  PreviewFormInput,
  previewFormSchema,
  RollbackStep,
  rollbackStepsOf,
} from 'backstage-plugin-change-management-common';
import { readTyped, toTyped } from '../display';
import { Text } from '../../translation';

/** A step of the rollback plan, as typed. */
export interface StepOfPlan {
  text: string;
  owner?: string;
  minutes?: string;
  pointOfNoReturn?: boolean;
  executor?: RollbackStep['executor'];
}

/** A grant of access, as typed. */
export interface TypedGrant extends AccessRevocation {
  from: string;
  until: string;
}

/** What the form holds while somebody types: text, as typed. */
export interface FormValues {
  /** The version of a model that it is made from. */
  changeModel?: ChangeModelRef;
  title: string;
  type: ChangeType;
  category: ChangeCategory | '';
  description: string;
  justification: string;
  affectedEntities: string[];
  answers: Record<string, string>;
  implementationPlan: string;
  testPlan: string;
  steps: StepOfPlan[];
  estimatedMinutes: string;
  tested: boolean;
  plannedStart: string;
  plannedEnd: string;
  downtime: string;
  implementer: string;
  links: { url: string; title: string }[];
  emergencyReason: string;
  incidentRef: string;
  explanation: string;
  followsDeployments: boolean;
  access: { grants: TypedGrant[]; revocations: AccessRevocation[] };
}

/** An empty form, on some entities. */
export function emptyValues(affectedEntities: string[]): FormValues {
  return {
    title: '',
    type: 'normal',
    category: '',
    description: '',
    justification: '',
    affectedEntities,
    answers: {},
    implementationPlan: '',
    testPlan: '',
    steps: [{ text: '' }],
    estimatedMinutes: '',
    tested: false,
    plannedStart: '',
    plannedEnd: '',
    downtime: '',
    implementer: '',
    links: [],
    emergencyReason: '',
    incidentRef: '',
    explanation: '',
    followsDeployments: false,
    access: { grants: [], revocations: [] },
  };
}

/** The beginning of a request for access. */
export function oneGrant([entityRef = '']: string[]): Pick<
  FormValues,
  'access'
> {
  const typed = { principal: '', permission: '', from: '', until: '' };
  return { access: { grants: [{ ...typed, entityRef }], revocations: [] } };
}

/** The beginning of a change that revokes access. */
export function revoking(grant: AccessGrantView, t: Text): FormValues {
  const { principal, entityRef, permission, status } = grant;
  return {
    ...emptyValues([entityRef]),
    category: 'access',
    title: t('access.revokeTitle', { permission, principal }),
    justification: status === 'expired' ? t('access.revokeReason') : '',
    access: { grants: [], revocations: [{ principal, entityRef, permission }] },
  };
}

function toNumber(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

function orNothing<T extends string>(text: T): Exclude<T, ''> | undefined {
  return text.trim() === '' ? undefined : (text as Exclude<T, ''>);
}

/** A time as the contract wants it; what cannot be read is passed on, so that it is refused at its field. */
function toTime(text: string): string | undefined {
  return orNothing(readTyped(text) ?? text);
}

/** What an executor is told, without what was left empty. */
function told(input: Record<string, unknown> = {}) {
  const given = Object.entries(input).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return given.length ? Object.fromEntries(given) : undefined;
}

/** A step as the contract wants it; one that is nothing but text is text. */
function toStep({
  text,
  owner,
  minutes,
  pointOfNoReturn,
  executor,
}: StepOfPlan) {
  const more = {
    owner: orNothing(owner ?? ''),
    expectedMinutes: toNumber(minutes ?? ''),
    pointOfNoReturn: pointOfNoReturn || undefined,
    executor: executor && { ...executor, input: told(executor.input) },
  };
  return Object.values(more).some(value => value !== undefined)
    ? { text: text.trim(), ...more }
    : text.trim();
}

/** The steps of a plan, as somebody would have typed them. */
export function fromPlan(
  plan: ChangeView['rollbackPlan'] | undefined,
): StepOfPlan[] {
  const steps = rollbackStepsOf(plan).map(
    ({ expectedMinutes, ...step }): StepOfPlan => ({
      ...step,
      minutes: expectedMinutes?.toString(),
    }),
  );
  return steps.length ? steps : [{ text: '' }];
}

/** Nothing where the change is of another category: what was typed stays on the screen alone. */
function toAccess({ category, access }: FormValues) {
  const { grants, revocations } = access;
  return category === 'access' && grants.length + revocations.length > 0
    ? {
        grants: grants.map(grant => ({
          ...grant,
          from: toTime(grant.from),
          until: toTime(grant.until),
        })),
        revocations,
      }
    : undefined;
}

/** The form as the contract wants it: what is empty is left out. */
export function toForm(values: FormValues): ChangeFormInput {
  // A question that was shown and not answered is there without a value.
  const answers = Object.fromEntries(
    Object.entries(values.answers).filter(([, answer]) => answer),
  );
  const steps = values.steps
    .filter(({ text }) => text.trim() !== '')
    .map(toStep);
  const estimatedMinutes = toNumber(values.estimatedMinutes);
  const hasRollback =
    steps.length > 0 || estimatedMinutes !== undefined || values.tested;
  return JSON.parse(
    JSON.stringify({
      changeModel: values.changeModel,
      type: values.type,
      category: orNothing(values.category),
      title: values.title,
      description: orNothing(values.description),
      justification: orNothing(values.justification),
      affectedEntities: values.affectedEntities,
      implementationPlan: orNothing(values.implementationPlan),
      testPlan: orNothing(values.testPlan),
      rollbackPlan: hasRollback
        ? { steps, estimatedMinutes, tested: values.tested }
        : undefined,
      risk: Object.keys(answers).length ? { answers } : undefined,
      plannedStart: toTime(values.plannedStart),
      plannedEnd: toTime(values.plannedEnd),
      expectedDowntimeMinutes: toNumber(values.downtime),
      implementer: orNothing(values.implementer),
      links: values.links.filter(({ url }) => url.trim() !== ''),
      emergency:
        values.type === 'emergency'
          ? {
              reason: orNothing(values.emergencyReason),
              incidentRef: values.incidentRef,
              explanation: values.explanation,
            }
          : undefined,
      followsDeployments: values.followsDeployments || undefined,
      access: toAccess(values),
    }),
  );
}

/** A change as somebody would have typed it. */
export function fromChange(change: ChangeView): FormValues {
  const { rollbackPlan, emergency } = change;
  return {
    ...emptyValues(change.affectedEntities),
    changeModel: change.changeModel,
    title: change.title,
    type: change.type,
    category: change.category ?? '',
    description: change.description ?? '',
    justification: change.justification ?? '',
    answers: change.risk.answers,
    implementationPlan: change.implementationPlan ?? '',
    testPlan: change.testPlan ?? '',
    steps: fromPlan(rollbackPlan),
    estimatedMinutes: rollbackPlan?.estimatedMinutes?.toString() ?? '',
    tested: rollbackPlan?.tested ?? false,
    plannedStart: toTyped(change.plannedStart),
    plannedEnd: toTyped(change.plannedEnd),
    downtime: change.expectedDowntimeMinutes?.toString() ?? '',
    implementer: change.implementer,
    links: change.links,
    emergencyReason: emergency?.reason ?? '',
    incidentRef: emergency?.incidentRef ?? '',
    explanation: emergency?.explanation ?? '',
    followsDeployments: change.followsDeployments ?? false,
    access: {
      grants: (change.access?.grants ?? []).map(grant => ({
        ...grant,
        from: toTyped(grant.from),
        until: toTyped(grant.until),
      })),
      revocations: change.access?.revocations ?? [],
    },
  };
}

/**
 * A change as the beginning of another: all but when it was, what came of it, and where it is discussed. An emergency is
 * one of its own: its copy is a normal change.
 */
export function copyOf(change: ChangeView): FormValues {
  return {
    ...fromChange(change),
    // Its model may be another by now: whoever wants it again begins there.
    changeModel: undefined,
    type:
      change.type === 'standard' && !change.changeModel ? 'standard' : 'normal',
    plannedStart: '',
    plannedEnd: '',
    links: [],
    emergencyReason: '',
    incidentRef: '',
    explanation: '',
  };
}

/** What the preview is asked for: the form without what is half typed, for which nothing can be said yet. */
export function toPreviewForm(values: FormValues): PreviewFormInput {
  const { links, implementer, ...form } = toForm(values);
  const readable: Record<string, unknown> = { ...form };
  const checked = previewFormSchema.safeParse(readable);
  for (const { path } of checked.error?.issues ?? []) {
    delete readable[String(path[0])];
  }
  return readable;
}

/** A field of the contract's form. */
export type FormField = keyof ChangeFormInput;

/** Fields in which two forms differ. */
export function differingFields(
  one: ChangeFormInput,
  other: ChangeFormInput,
): FormField[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return ([...names] as FormField[]).filter(
    name => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
}

/** Only what was altered since it was read, so that what somebody else altered meanwhile stays. */
export function toPatch(
  values: FormValues,
  read: FormValues,
  revision: number,
): ChangePatchInput {
  const form = toForm(values);
  const altered = differingFields(form, toForm(read)).map(name => [
    name,
    form[name] ?? null,
  ]);
  return { ...Object.fromEntries(altered), revision };
}
