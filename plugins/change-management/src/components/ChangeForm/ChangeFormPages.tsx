import { useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { useChange, useMe, usePolicy, useRefresh } from '../../hooks';
import {
  changeRouteRef,
  editChangeRouteRef,
  newChangeRouteRef,
  rootRouteRef,
} from '../../routes';
import { useChangeId, useGoTo, useQueryState } from '../../routing';
import { useText } from '../../translation';
import { LoadFailure, PageSkeleton } from '../display';
import { ChangeForm, FormTitle } from './ChangeForm';
import { keyOf } from './useKept';
import { emptyValues, fromChange } from './values';
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

/** The form of a new change, on the entities that the address names. */
export const NewChangePage = () => {
  const t = useText();
  const [params] = useQueryState();
  const entityRefs = params.getAll('entityRef');
  const me = useMe();
  const policy = usePolicy();
  const category = useUsualCategory(entityRefs[0]);
  const showChange = useShowChange();
  const backTo = useRouteRef(rootRouteRef)();
  const href = useRouteRef(newChangeRouteRef)();
  const error = me.error ?? policy.error;

  return (
    <BreadcrumbEntry entry={{ label: t('form.newTitle'), href }}>
      <FormTitle text={t('form.newTitle')} />
      {error && <LoadFailure error={error} />}
      {!error && me.data && policy.data && category !== undefined ? (
        <ChangeForm
          policy={policy.data}
          initial={{ ...emptyValues(entityRefs), category }}
          keepAs={keyOf(me.data.userRef, entityRefs[0])}
          backTo={backTo}
          onSaved={showChange}
        />
      ) : (
        !error && <PageSkeleton />
      )}
    </BreadcrumbEntry>
  );
};

/** The form of a change that exists. */
export const EditChangePage = () => {
  const t = useText();
  const id = useChangeId();
  const change = useChange(id);
  const policy = usePolicy();
  const showChange = useShowChange();
  const backTo = useRouteRef(changeRouteRef)({ id });
  const href = useRouteRef(editChangeRouteRef)({ id });
  const error = change.error ?? policy.error;

  return (
    <BreadcrumbEntry entry={{ label: id, href: backTo }}>
      <BreadcrumbEntry entry={{ label: t('action.edit'), href }}>
        <FormTitle text={t('form.editTitle', { id })} />
        {error && <LoadFailure error={error} />}
        {!error && change.data && policy.data ? (
          <ChangeForm
            policy={policy.data}
            initial={fromChange(change.data)}
            change={change.data}
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
