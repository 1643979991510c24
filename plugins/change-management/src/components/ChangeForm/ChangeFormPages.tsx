import { useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { changeCategories } from 'backstage-plugin-change-management-common';
import { useMemo, useState } from 'react';
import {
  useAccessGrant,
  useChange,
  useMe,
  useModel,
  usePolicy,
  useRefresh,
} from '../../hooks';
import {
  changeRouteRef,
  editChangeRouteRef,
  newChangeRouteRef,
  rootRouteRef,
} from '../../routes';
import { useChangeId, useGoTo, useQueryState } from '../../routing';
import { useText } from '../../translation';
import { useAfterTheFact } from '../DarkChanges';
import { LoadFailure, PageSkeleton } from '../display';
import { ChangeForm, FormTitle } from './ChangeForm';
import { keyOf } from './useKept';
import { fromModel } from './modelValues';
import { copyOf, emptyValues, fromChange, oneGrant, revoking } from './values';
import { useUsualCategory } from './useUsualCategory';

function useShowChange() {
  const goTo = useGoTo();
  const refresh = useRefresh();
  const toChange = useRouteRef(changeRouteRef);
  return ({ id }: { id: string }) => {
    refresh();
    goTo(toChange({ id }));
  };
}

function newSubject(
  modelId: string,
  original: string,
  darkId: string,
  revokes: string,
): string | undefined {
  if (revokes) {
    return `revokes ${revokes}`;
  }
  if (darkId) {
    return `after ${darkId}`;
  }
  if (modelId) {
    return `made from ${modelId}`;
  }
  return original ? `copy of ${original}` : undefined;
}

/** The form of a new change: on the entities that the address names, like the change or from the model that it names. */
const NewChange = () => {
  const t = useText();
  const [params, update] = useQueryState();
  const entityRefs = params.getAll('entityRef');
  const original = params.get('copyOf') ?? '';
  const me = useMe();
  const policy = usePolicy();
  const usual = useUsualCategory(entityRefs[0]);
  const wanted = changeCategories.find(c => c === params.get('category'));
  const category = wanted ?? usual;
  const revokes = params.get('revokes') ?? '';
  const grant = useAccessGrant(revokes, revokes !== '');
  const copied = useChange(original, original !== '');
  const modelId = params.get('model') ?? '';
  const model = useModel(modelId, modelId !== '');
  const darkId = params.get('afterTheFact') ?? '';
  const afterTheFact = useAfterTheFact(darkId);
  const showChange = useShowChange();
  const backTo = useRouteRef(rootRouteRef)();
  const href = useRouteRef(newChangeRouteRef)();
  const error =
    me.error ??
    policy.error ??
    copied.error ??
    model.error ??
    afterTheFact.error ??
    grant.error;
  const initial = useMemo(() => {
    if (modelId) {
      return model.data && fromModel(model.data, params.getAll('entityRef'));
    }
    if (original) {
      return copied.data && copyOf(copied.data);
    }
    if (darkId) {
      return afterTheFact.values;
    }
    if (revokes) {
      return grant.data && revoking(grant.data, t);
    }
    return (
      category !== undefined && {
        ...emptyValues(params.getAll('entityRef')),
        category,
        ...(wanted === 'access' && oneGrant(params.getAll('entityRef'))),
      }
    );
  }, [
    modelId,
    model.data,
    original,
    copied.data,
    category,
    params,
    darkId,
    afterTheFact.values,
    wanted,
    revokes,
    grant.data,
    t,
  ]);
  const subject =
    newSubject(modelId, original, darkId, revokes) ?? entityRefs[0];

  return (
    <BreadcrumbEntry entry={{ label: t('form.newTitle'), href }}>
      <FormTitle
        text={
          original ? t('form.copyTitle', { id: original }) : t('form.newTitle')
        }
      />
      {error && <LoadFailure error={error} />}
      {!error && me.data && policy.data && initial ? (
        <ChangeForm
          policy={policy.data}
          initial={initial}
          model={model.data}
          keepAs={id => keyOf(me.data.userRef, id ?? subject)}
          backTo={backTo}
          onStored={({ id }) => update({ draft: id })}
          onSaved={showChange}
        />
      ) : (
        !error && <PageSkeleton />
      )}
    </BreadcrumbEntry>
  );
};

const EditChange = ({ id }: { id: string }) => {
  const t = useText();
  const me = useMe();
  const change = useChange(id);
  const modelId = change.data?.changeModel?.id ?? '';
  const model = useModel(modelId, modelId !== '');
  const policy = usePolicy();
  const showChange = useShowChange();
  const backTo = useRouteRef(changeRouteRef)({ id });
  const href = useRouteRef(editChangeRouteRef)({ id });
  const error = me.error ?? change.error ?? policy.error ?? model.error;
  const isReady = modelId === '' || model.data !== undefined;

  return (
    <BreadcrumbEntry entry={{ label: id, href: backTo }}>
      <BreadcrumbEntry entry={{ label: t('action.edit'), href }}>
        <FormTitle text={t('form.editTitle', { id })} />
        {error && <LoadFailure error={error} />}
        {!error && me.data && change.data && policy.data && isReady ? (
          <ChangeForm
            policy={policy.data}
            initial={fromChange(change.data)}
            change={change.data}
            model={model.data}
            keepAs={() => keyOf(me.data.userRef, id)}
            backTo={backTo}
            onSaved={showChange}
          />
        ) : (
          !error && <PageSkeleton />
        )}
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
};

/** The form of a new change; after a reload, of the draft that it has become meanwhile, so that there is never a second. */
export const NewChangePage = () => {
  const [params] = useQueryState();
  const [draft] = useState(params.get('draft'));
  return draft ? <EditChange id={draft} /> : <NewChange />;
};

/** The form of a change that exists. */
export const EditChangePage = () => <EditChange id={useChangeId()} />;
