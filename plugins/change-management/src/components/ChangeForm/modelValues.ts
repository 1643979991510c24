import {
  ChangeModelView,
  fixedFields,
  ModelForm,
} from 'backstage-plugin-change-management-common';
import { ChangeManagementApi } from '../../api';
import { screenFieldsOf } from './fieldLabels';
import { emptyValues, FormValues, fromPlan, toForm } from './values';

/** What the changes of a model have in common, as somebody would have typed it. */
export function fromModelForm(form: ModelForm): FormValues {
  return {
    ...emptyValues(form.affectedEntities ?? []),
    category: form.category ?? '',
    description: form.description ?? '',
    justification: form.justification ?? '',
    answers: form.risk?.answers ?? {},
    implementationPlan: form.implementationPlan ?? '',
    testPlan: form.testPlan ?? '',
    steps: fromPlan(form.rollbackPlan),
    estimatedMinutes: form.rollbackPlan?.estimatedMinutes?.toString() ?? '',
    tested: form.rollbackPlan?.tested ?? false,
    downtime: form.expectedDowntimeMinutes?.toString() ?? '',
    implementer: form.implementer ?? '',
    links: form.links ?? [],
  };
}

type ModelFormInput = NonNullable<
  Parameters<ChangeManagementApi['proposeModel']>[0]['form']
>;

/** What the changes of a model have in common, as the contract wants it. */
export function toModelForm(values: FormValues): ModelFormInput {
  const {
    type,
    title,
    changeModel,
    plannedStart,
    plannedEnd,
    emergency,
    affectedEntities,
    followsDeployments,
    access,
    ...form
  } = toForm(values);
  return affectedEntities.length ? { ...form, affectedEntities } : form;
}

/** The beginning of a change made from the version of a model that is in force. */
export function fromModel(
  { id, version, status, title, form }: ChangeModelView,
  entityRefs: string[],
): FormValues {
  const values = fromModelForm(form);
  return {
    ...values,
    affectedEntities: entityRefs.length ? entityRefs : values.affectedEntities,
    changeModel: version === undefined ? undefined : { id, version },
    type: status === 'standard' ? 'standard' : 'normal',
    title,
  };
}

/** The fields of the screen that a model fixes. */
export function fixedNames(form: ModelForm): string[] {
  return [
    ...(form.risk ? ['answers'] : []),
    ...fixedFields
      .filter(field => form[field] !== undefined)
      .flatMap(screenFieldsOf),
  ];
}
