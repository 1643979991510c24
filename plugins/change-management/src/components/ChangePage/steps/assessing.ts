import { absentOn } from '../actsFor';
import { StepContext, StepField, StepMaker, StepValues } from './step';

/** What somebody has to say about an entity: of one that is only reached, nothing but an objection. */
type Say = 'assess' | 'object' | 'withdraw' | 'answer';

interface Subject {
  entityRef: string;
  title: string;
  say: Say;
  isOpen: boolean;
}

function isManager({ change, me }: StepContext): boolean {
  return (
    me !== undefined &&
    me.roles.some(({ role }) => role === 'changeManager') &&
    change.requestedBy !== me.userRef &&
    !me.ownership.includes(change.implementer)
  );
}

function sayOf(isDirect: boolean, isOwn: boolean, isObjected: boolean): Say {
  if (isDirect) {
    return 'assess';
  }
  if (!isOwn) {
    return 'answer';
  }
  return isObjected ? 'withdraw' : 'object';
}

/** Owners speak for what is theirs; the change manager for what has no owner, and where an objection stands. */
function subjectsOf(context: StepContext): Subject[] {
  const { change, me } = context;
  const { direct, indirect } = change.impact;
  const refs = [me, ...absentOn(change, me)].flatMap(
    person => person?.ownership ?? [],
  );
  const manages = isManager(context);
  const statusOf = (entityRef: string) =>
    change.assessmentRequirements.find(r => r.entityRef === entityRef)?.status;
  return [...direct.filter(({ exists }) => exists), ...indirect]
    .flatMap(({ entityRef, title = entityRef, owners }): Subject[] => {
      const status = statusOf(entityRef);
      const isObjected = status === 'objection';
      const isOpen = status === 'open' || isObjected;
      const isOwn = owners.some(owner => refs.includes(owner));
      const isDirect = direct.some(d => d.entityRef === entityRef);
      const mayAnswer = isObjected || (status === 'open' && !owners.length);
      return isOwn || (manages && mayAnswer)
        ? [
            {
              entityRef,
              title,
              say: sayOf(isDirect, isOwn, isObjected),
              isOpen,
            },
          ]
        : [];
    })
    .sort((a, b) => Number(b.isOpen) - Number(a.isOpen));
}

const titles = {
  assess: 'action.assess',
  object: 'step.object',
  withdraw: 'step.withdraw',
  answer: 'step.answer',
} as const;

const says = {
  assess: 'step.assessSays',
  object: 'step.objectSays',
  withdraw: 'step.withdrawSays',
  answer: 'step.answerSays',
} as const;

/** The statement of an owner, an objection of one whose entity is only reached, or the answer to an objection. */
export const assess: StepMaker = context => {
  const { change, api, t } = context;
  const subjects = subjectsOf(context);
  const sayAbout = ({ entityRef }: Partial<StepValues>): Say =>
    subjects.find(subject => subject.entityRef === entityRef)?.say ??
    subjects[0]?.say ??
    'assess';
  const when =
    (...wanted: Say[]) =>
    (values: StepValues) =>
      wanted.includes(sayAbout(values));
  const statement = {
    kind: 'text',
    required: true,
    when: when('assess'),
  } as const;
  const fields: StepField[] = [
    {
      name: 'entityRef',
      label: t('step.entity'),
      kind: 'choice',
      options: subjects.map(({ entityRef, title }) => [entityRef, title]),
      initial: subjects[0]?.entityRef,
      required: true,
    },
    {
      name: 'impactOnClients',
      label: t('step.impactOnClients'),
      ...statement,
    },
    { name: 'impactOnData', label: t('step.impactOnData'), ...statement },
    {
      name: 'reason',
      label: t('step.objectReason'),
      kind: 'text',
      required: true,
      when: when('object'),
    },
    {
      name: 'comment',
      label: t('step.comment'),
      kind: 'text',
      when: when('assess', 'withdraw', 'answer'),
    },
    {
      name: 'objection',
      label: t('step.objection'),
      kind: 'check',
      when: when('assess'),
    },
  ];
  return {
    title: values => t(titles[sayAbout(values)]),
    says: values => t(says[sayAbout(values)]),
    fields,
    take: values =>
      api.takeStep('assessChange', change.id, {
        entityRef: values.entityRef!,
        impactOnClients: values.impactOnClients ?? '',
        impactOnData: values.impactOnData ?? '',
        comment: values.reason ?? values.comment,
        objection: sayAbout(values) === 'object' || values.objection === 'yes',
      }),
  };
};
