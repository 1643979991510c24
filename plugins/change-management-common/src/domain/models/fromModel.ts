import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { MissingField } from '../../contract/judgement';
import { ChangeForm } from '../../contract/form';
import { ModelForm } from '../../contract/models';
import { conflict, invalid, Refusal } from '../refusal';
import { ChangeContent, EntityFacts, Facts } from '../types';
import { standingOf } from './standing';

/** The fields in which a change made from a model may not differ from it. */
export const fixedFields = [
  'category',
  'implementationPlan',
  'testPlan',
  'rollbackPlan',
  'expectedDowntimeMinutes',
] as const;
const proposedFields = [
  'description',
  'justification',
  'links',
  'implementer',
] as const;

type Fillable = Partial<Pick<ChangeForm, keyof ChangeForm & keyof ModelForm>>;

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function defaults(form: Fillable, model: ModelForm, fields: readonly string[]) {
  const given = form as Record<string, unknown>;
  const proposed = model as Record<string, unknown>;
  return Object.fromEntries(
    fields
      .filter(field => !isGiven(given[field]) && isGiven(proposed[field]))
      .map(field => [field, proposed[field]]),
  );
}

/** What a form leaves out, as its model says. */
export function fillFromModel<F extends Fillable>(
  form: F,
  model: ModelForm | undefined,
): F {
  return model
    ? {
        ...form,
        ...defaults(form, model, [...fixedFields, ...proposedFields]),
        ...(model.risk && {
          risk: { answers: { ...model.risk.answers, ...form.risk?.answers } },
        }),
      }
    : form;
}

/** What the model fixes, in the place of what another one fixed. */
export function fixedBy(
  model: ModelForm,
): Partial<Pick<ChangeContent, (typeof fixedFields)[number] | 'riskAnswers'>> {
  return {
    ...Object.fromEntries(
      fixedFields
        .filter(field => isGiven(model[field]))
        .map(field => [field, model[field]]),
    ),
    ...(model.risk && { riskAnswers: model.risk.answers }),
  };
}

/** Whether a model with this form may be used on the entity. */
export function isInScope(
  { scope, affectedEntities }: ModelForm,
  entity: EntityFacts,
): boolean {
  if (scope) {
    // Absent fields are left out, as the predicates tell them from empty ones.
    return evaluateFilterPredicate(scope, JSON.parse(JSON.stringify(entity)));
  }
  return (
    !affectedEntities?.length || affectedEntities.includes(entity.entityRef)
  );
}

function findDifferences(
  content: ChangeContent,
  model: ModelForm,
  id: string,
  { entities }: Pick<Facts, 'entities'>,
): MissingField[] {
  const message = `must be as in ${id}, which it is made from`;
  const differs = (given: unknown, fixed: unknown) =>
    isGiven(fixed) && JSON.stringify(given) !== JSON.stringify(fixed);
  const answers = Object.entries(model.risk?.answers ?? {});
  return [
    ...fixedFields
      .filter(field => differs(content[field], model[field]))
      .map(path => ({ path, message })),
    ...answers
      .filter(([question, answer]) =>
        differs(content.riskAnswers[question], answer),
      )
      .map(([question]) => ({ path: `risk.answers.${question}`, message })),
    ...content.affectedEntities.flatMap((ref, index) =>
      // What the catalog does not know is refused where the form is submitted.
      !entities[ref]?.exists || isInScope(model, entities[ref])
        ? []
        : [
            {
              path: `affectedEntities.${index}`,
              message: `${id} may not be used on ${ref}`,
            },
          ],
    ),
  ];
}

function findBadType(
  { type }: ChangeContent,
  { model, policy }: Pick<Facts, 'model' | 'policy'>,
): MissingField[] {
  const { status, id } = model!.model;
  if (type === 'emergency') {
    return [
      {
        path: 'type',
        message: `must not be emergency, as it is made from ${id}`,
      },
    ];
  }
  return type === 'standard' && status !== 'standard'
    ? [
        {
          path: 'type',
          message: `must be normal, as ${id} is on probation. ${standingOf(
            model!.model,
            policy,
          )}`,
        },
      ]
    : [];
}

/** Everything in a form that does not agree with the model that it names. */
export function findModelProblems(
  content: ChangeContent,
  facts: Pick<Facts, 'model' | 'policy' | 'entities'>,
): MissingField[] {
  const { changeModel } = content;
  if (!changeModel) {
    return [];
  }
  const { model, form } = facts.model ?? {};
  if (!model) {
    return [
      {
        path: 'changeModel.id',
        message: `There is no change model ${changeModel.id}.`,
      },
    ];
  }
  if (!form) {
    return [
      {
        path: 'changeModel.version',
        message: `Version ${changeModel.version} of ${model.id} has not been approved.`,
      },
    ];
  }
  return [
    ...findBadType(content, facts),
    ...findDifferences(content, form, model.id, facts),
  ];
}

/** Whether the model that a form names may still be used, and the form agrees with it. */
export function checkModel(
  content: ChangeContent,
  facts: Pick<Facts, 'model' | 'policy' | 'entities'>,
): Refusal | undefined {
  const problems = findModelProblems(content, facts);
  const { model } = facts.model ?? {};
  const { changeModel } = content;
  if (!changeModel || !model?.approved) {
    return problems.length ? invalid(problems) : undefined;
  }
  if (model.status === 'retired') {
    return conflict(`${model.id} is retired: ${model.retirement!.reason}`);
  }
  if (changeModel.version < model.approved.version) {
    return conflict(
      `${model.id} has a newer version: use version ${model.approved.version}.`,
    );
  }
  return problems.length ? invalid(problems) : undefined;
}
