import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  ChangeAction,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import {
  useMayRequest,
  useMe,
  useNewChangePath,
  useRefresh,
} from '../../hooks';
import { editChangeRouteRef } from '../../routes';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { ProposeModel } from '../ChangeModels';
import { coloursOf } from '../display';
import { askedAction, offeredActions } from './offered';
import { StepDialog } from './StepDialog';
import { isStepAction, StepAction, steps, StepValues } from './steps';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  danger: {
    color: coloursOf(theme, 'bad').text,
    borderColor: 'currentColor',
    ...(theme.palette.type === 'light' && { backgroundColor: 'transparent' }),
  },
}));

// From the one that brings the change forward most to the one that only accompanies it.
const order: (StepAction | 'edit')[] = [
  'complete',
  'close',
  'start',
  'submit',
  'assess',
  'approve',
  'request-changes',
  'schedule',
  'add-test-result',
  'add-rehearsal',
  'log',
  'add-task',
  'revise',
  'review',
  'release',
  'edit',
  'comment',
  'hold',
  'override-risk',
  'reject',
  'rollback',
  'start-rollback',
  'cancel',
];

const dangerous: ChangeAction[] = [
  'reject',
  'rollback',
  'start-rollback',
  'cancel',
];
const neverPrimary: ChangeAction[] = [
  ...dangerous,
  'edit',
  'comment',
  'hold',
  'override-risk',
  'log',
  'add-task',
  'add-rehearsal',
  'request-changes',
];

/** What brings this change forward most, of what this person may do. */
function primaryOf(change: ChangeView): StepAction | 'edit' | undefined {
  const { allowedActions, waitingFor } = change;
  if (change.rollbackRun && allowedActions.includes('rollback')) {
    return 'rollback';
  }
  if (
    allowedActions.includes('review') &&
    waitingFor.some(({ what }) => what === 'review')
  ) {
    return 'review';
  }
  return order.find(
    action =>
      allowedActions.includes(action) &&
      !neverPrimary.includes(action) &&
      (action !== 'add-test-result' ||
        waitingFor.some(({ what }) => what === 'test-result')) &&
      (action !== 'assess' || change.state === 'assessment'),
  );
}

/** The actions of this person on this change, and only those; one of them is the primary one. */
export const Actions = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const editPath = useRouteRef(editChangeRouteRef)({ id: change.id });
  const copyPath = useNewChangePath({ copyOf: change.id });
  const mayRequest = useMayRequest();
  const { data: me } = useMe();
  const [params, update] = useQueryState();
  // Other pages can lead straight to an action: `?do=rollback`.
  const wanted = askedAction(params.get('do'), change);
  const asked = wanted && isStepAction(wanted) ? wanted : undefined;
  const offered = offeredActions(change);
  const [opened, setOpened] = useState(asked);
  const [typed, setTyped] = useState<Record<string, StepValues>>({});
  const [seenContent, setSeenContent] = useState(change.contentRevision);
  const primary = primaryOf(change);

  const variantOf = (action: ChangeAction) => {
    if (action === primary) {
      return 'contained' as const;
    }
    return [
      'edit',
      'comment',
      'hold',
      'override-risk',
      'add-task',
      'add-rehearsal',
    ].includes(action)
      ? ('text' as const)
      : ('outlined' as const);
  };

  const stepOf = (action: StepAction) =>
    steps[action]({ change, seenContent, me, api, t });

  const open = (action: StepAction) => {
    // Whoever opens the dialog has the present content before them; what changes while it is open was not seen.
    setSeenContent(change.contentRevision);
    setOpened(action);
  };

  const close = () => {
    setOpened(undefined);
    if (params.has('do')) {
      update({ do: undefined });
    }
  };

  return (
    <>
      <div className={classes.root} role="group" aria-label={t('action.group')}>
        {[...new Set([primary, ...order])]
          .filter(
            (action): action is StepAction | 'edit' =>
              action !== undefined && offered.includes(action),
          )
          .map(action =>
            action === 'edit' ? (
              <LinkButton key={action} to={editPath} color="primary">
                {t('action.edit')}
              </LinkButton>
            ) : (
              <Button
                key={action}
                variant={variantOf(action)}
                color={dangerous.includes(action) ? 'default' : 'primary'}
                className={
                  dangerous.includes(action) ? classes.danger : undefined
                }
                onClick={() => open(action)}
              >
                {stepOf(action).title?.({}) ?? t(`action.${action}`)}
              </Button>
            ),
          )}
        {mayRequest && (
          <LinkButton to={copyPath} color="primary">
            {t('action.copy')}
          </LinkButton>
        )}
        <ProposeModel change={change} />
      </div>
      {opened && (
        <StepDialog
          key={opened}
          action={opened}
          step={stepOf(opened)}
          typed={typed[opened] ?? {}}
          onTyped={values => setTyped({ ...typed, [opened]: values })}
          onTaken={() => {
            setTyped({ ...typed, [opened]: {} });
            close();
            refresh();
          }}
          onRefused={refresh}
          onClose={close}
        />
      )}
    </>
  );
};
