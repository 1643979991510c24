import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  PolicyAction,
  PolicyRecord,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { amendPolicyRouteRef } from '../../routes';
import { useText } from '../../translation';
import { AskDialog } from '../AskDialog';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    margin: theme.spacing(0, 0, 2),
  },
}));

const today = () => new Date().toISOString().slice(0, 10);

/** What the viewer may do with a version; the next step of its life stands out. */
export const PolicyActions = (props: {
  policy: PolicyRecord;
  mayPropose: boolean;
}) => {
  const { policy, mayPropose } = props;
  const { version, digest, effectiveDate } = policy;
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const classes = useStyles();
  const t = useText();
  const amend = useRouteRef(amendPolicyRouteRef)();
  const [asking, setAsking] = useState<PolicyAction>();
  const may = (action: PolicyAction) => policy.allowedActions.includes(action);
  const done = async (act: Promise<unknown>) => {
    await act;
    setAsking(undefined);
    await refresh();
  };
  const close = () => setAsking(undefined);
  const canAmend = policy.inForce && mayPropose;
  if (!canAmend && policy.allowedActions.length === 0) {
    return null;
  }
  return (
    <div className={classes.root}>
      {canAmend && (
        <LinkButton to={amend} variant="contained" color="primary">
          {t('policyLife.amend')}
        </LinkButton>
      )}
      {may('approve') && (
        <Button
          variant="contained"
          color="primary"
          onClick={() => setAsking('approve')}
        >
          {t('policyLife.approve')}
        </Button>
      )}
      {may('publish') && (
        <Button
          variant="contained"
          color="primary"
          onClick={() => setAsking('publish')}
        >
          {t('policyLife.publish')}
        </Button>
      )}
      {may('edit') && (
        <LinkButton to={`${amend}?draft=${version}`} variant="outlined">
          {t('policyLife.edit')}
        </LinkButton>
      )}
      {may('withdraw') && (
        <Button variant="outlined" onClick={() => setAsking('withdraw')}>
          {t('policyLife.withdraw')}
        </Button>
      )}
      {asking === 'approve' && (
        <AskDialog
          title={t('policyLife.approve')}
          says={t('policyLife.approveSays')}
          onGiven={() => done(api.policies.approve(version, { digest }))}
          onClose={close}
        />
      )}
      {asking === 'publish' && (
        <AskDialog
          title={t('policyLife.publish')}
          says={t('policyLife.publishSays')}
          label={t('policyLife.effectiveDate')}
          type="date"
          initial={effectiveDate > today() ? effectiveDate : today()}
          onGiven={date =>
            done(api.policies.publish(version, { effectiveDate: date }))
          }
          onClose={close}
        />
      )}
      {asking === 'withdraw' && (
        <AskDialog
          title={t('policyLife.withdraw')}
          says={t('policyLife.withdrawSays')}
          label={t('policyLife.reason')}
          multiline
          onGiven={reason => done(api.policies.withdraw(version, reason))}
          onClose={close}
        />
      )}
    </div>
  );
};
