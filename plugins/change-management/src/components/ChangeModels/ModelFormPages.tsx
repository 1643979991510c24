import { useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { ChangeModelView } from 'backstage-plugin-change-management-common';
import { useModel, usePolicy, useRefresh } from '../../hooks';
import {
  editModelRouteRef,
  modelRouteRef,
  modelsRouteRef,
  newModelRouteRef,
} from '../../routes';
import { useChangeId, useGoTo } from '../../routing';
import { useText } from '../../translation';
import { FormTitle } from '../ChangeForm/ChangeForm';
import { LoadFailure, PageSkeleton } from '../display';
import { ModelForm } from './ModelForm';

function useShowModel() {
  const goTo = useGoTo();
  const refresh = useRefresh();
  const toModel = useRouteRef(modelRouteRef);
  return ({ id }: ChangeModelView) => {
    refresh();
    goTo(toModel({ id }));
  };
}

/** A model from scratch. */
export const NewModelPage = () => {
  const t = useText();
  const { data: policy, error } = usePolicy();
  const showModel = useShowModel();
  const backTo = useRouteRef(modelsRouteRef)();
  const href = useRouteRef(newModelRouteRef)();
  return (
    <BreadcrumbEntry entry={{ label: t('model.proposeNew'), href }}>
      <FormTitle text={t('model.proposeNew')} />
      {error && <LoadFailure error={error} />}
      {policy && (
        <ModelForm policy={policy} backTo={backTo} onProposed={showModel} />
      )}
      {!policy && !error && <PageSkeleton />}
    </BreadcrumbEntry>
  );
};

/** A new version of a model. */
export const EditModelPage = () => {
  const id = useChangeId();
  const t = useText();
  const { data: policy, error: noPolicy } = usePolicy();
  const { data: model, error: noModel } = useModel(id);
  const showModel = useShowModel();
  const backTo = useRouteRef(modelRouteRef)({ id });
  const href = useRouteRef(editModelRouteRef)({ id });
  const error = noPolicy ?? noModel;
  return (
    <BreadcrumbEntry entry={{ label: id, href: backTo }}>
      <BreadcrumbEntry entry={{ label: t('model.proposeVersion'), href }}>
        <FormTitle text={t('model.versionTitle', { id })} />
        {error && <LoadFailure error={error} />}
        {!error && policy && model && (
          <ModelForm
            policy={policy}
            model={model}
            backTo={backTo}
            onProposed={showModel}
          />
        )}
        {!error && !(policy && model) && <PageSkeleton />}
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
};
