import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { WindowView } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useMe, useWindow } from '../../hooks';
import {
  editWindowRouteRef,
  newWindowRouteRef,
  windowRouteRef,
  windowsRouteRef,
} from '../../routes';
import { useChangeId, useGoTo } from '../../routing';
import { useText } from '../../translation';
import { LoadFailure, PageSkeleton } from '../display';
import { WindowForm, WindowSaving } from './WindowForm';
import {
  emptyWindow,
  fromWindow,
  toWindowForm,
  toWindowPatch,
} from './windowValues';

/** The form of a new window or freeze: anybody may draft one, the change manager puts it in force. */
export const NewWindowPage = () => {
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const goTo = useGoTo();
  const toWindow = useRouteRef(windowRouteRef);
  const href = useRouteRef(newWindowRouteRef)();
  const backTo = useRouteRef(windowsRouteRef)();
  const { data: me } = useMe();
  const [initial] = useState(emptyWindow);
  const isManager = me?.roles.some(({ role }) => role === 'changeManager');
  const savingAs = (
    status: 'draft' | 'approved',
    text: string,
  ): WindowSaving => ({
    text,
    send: async values => {
      const { id } = await api.schedule.createWindow({
        ...toWindowForm(values),
        status,
      });
      goTo(toWindow({ id }));
    },
  });
  return (
    <BreadcrumbEntry entry={{ label: t('window.new'), href }}>
      <WindowForm
        title={t('window.new')}
        initial={initial}
        exists={false}
        moveOf={values => ({ window: toWindowForm(values) })}
        savings={[
          // First look, then bind: the draft is the usual way.
          savingAs('draft', t('window.makeDraft')),
          ...(isManager ? [savingAs('approved', t('window.make'))] : []),
        ]}
        backTo={backTo}
      />
    </BreadcrumbEntry>
  );
};

const EditForm = ({ window }: { window: WindowView }) => {
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const goTo = useGoTo();
  const path = useRouteRef(windowRouteRef)({ id: window.id });
  // Filled in once: what somebody else saves meanwhile is refused by its revision, not lost.
  const [read] = useState(window);
  return (
    <WindowForm
      title={`${t('window.edit')}: ${read.title}`}
      initial={fromWindow(read)}
      exists
      moveOf={values => ({
        ...toWindowPatch(values),
        windowId: read.id,
        ...(read.status === 'draft' && { status: 'approved' }),
      })}
      savings={[
        {
          text: t('window.save'),
          send: async values => {
            await api.schedule.editWindow(read.id, {
              ...toWindowPatch(values),
              revision: read.revision,
            });
            goTo(path);
          },
        },
      ]}
      backTo={path}
    />
  );
};

/** The form of a window or freeze that exists. */
export const EditWindowPage = () => {
  const t = useText();
  const id = useChangeId();
  const { data, error, refetch } = useWindow(id);
  const href = useRouteRef(editWindowRouteRef)({ id });
  return (
    <BreadcrumbEntry entry={{ label: t('window.edit'), href }}>
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !data && <PageSkeleton />}
      {data && <EditForm window={data} />}
    </BreadcrumbEntry>
  );
};
