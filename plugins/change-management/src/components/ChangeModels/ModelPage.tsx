import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  ChangeModelView,
  Policy,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import {
  useMayRequest,
  useModel,
  useNewChangePath,
  usePolicy,
  useRefresh,
} from '../../hooks';
import { editModelRouteRef, modelRouteRef } from '../../routes';
import { useChangeId } from '../../routing';
import { useText } from '../../translation';
import { LoadFailure, PageSkeleton, Sentence, toFailure } from '../display';
import { AskDialog } from '../AskDialog';
import { CommonForm, History, Versions } from './ModelParts';
import { ModelStatusWord } from './ModelStatusWord';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 1.5),
    margin: theme.spacing(1, 0),
  },
}));

/** What this person may do with it, and only that. */
const ModelActions = ({ model }: { model: ChangeModelView }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const mayRequest = useMayRequest();
  const usePath = useNewChangePath({ model: model.id });
  const editPath = useRouteRef(editModelRouteRef)({ id: model.id });
  const [isRetiring, setRetiring] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const { id, latestVersion, allowedActions } = model;

  const approve = async () => {
    try {
      await api.approveModel(id, latestVersion);
      setRefusal(undefined);
    } catch (error) {
      setRefusal(toFailure(error).message);
    }
    await refresh();
  };

  return (
    <>
      {refusal && (
        <Alert severity="error">
          {t('model.notDone')}: {refusal}
        </Alert>
      )}
      <div className={classes.head} role="group" aria-label={t('action.group')}>
        {allowedActions.includes('approve') && (
          <Button variant="contained" color="primary" onClick={approve}>
            {t('model.approve', { version: String(latestVersion) })}
          </Button>
        )}
        {allowedActions.includes('use') && mayRequest && (
          <LinkButton
            to={usePath}
            color="primary"
            variant={
              allowedActions.includes('approve') ? 'outlined' : 'contained'
            }
          >
            {t('model.use')}
          </LinkButton>
        )}
        {allowedActions.includes('edit') && mayRequest && (
          <LinkButton to={editPath} variant="outlined">
            {t('model.proposeVersion')}
          </LinkButton>
        )}
        {allowedActions.includes('retire') && (
          <Button variant="outlined" onClick={() => setRetiring(true)}>
            {t('model.retire')}
          </Button>
        )}
      </div>
      {isRetiring && (
        <AskDialog
          title={t('model.retire')}
          says={t('model.retireMore')}
          label={t('model.reason')}
          onGiven={async reason => {
            await api.retireModel(id, reason);
            setRetiring(false);
            await refresh();
          }}
          onClose={() => setRetiring(false)}
        />
      )}
    </>
  );
};

const Model = (props: { model: ChangeModelView; policy: Policy }) => {
  const { model, policy } = props;
  const classes = useStyles();
  return (
    <>
      <Typography variant="h4" component="h2">
        {model.title}
      </Typography>
      <div className={classes.head}>
        <Typography color="textSecondary" component="span">
          {model.id}
        </Typography>
        <ModelStatusWord status={model.status} />
      </div>
      <Typography paragraph>
        <Sentence text={model.standing} />
      </Typography>
      {model.description && (
        <Typography paragraph>{model.description}</Typography>
      )}
      <ModelActions model={model} />
      <CommonForm form={model.form} policy={policy} />
      <Versions model={model} />
      <History model={model} />
    </>
  );
};

/** One change model: where it stands and why, what it fixes, its versions and everything that happened to it. */
export const ModelPage = () => {
  const id = useChangeId();
  const model = useModel(id);
  const policy = usePolicy();
  const href = useRouteRef(modelRouteRef)({ id });
  const error = model.error ?? policy.error;
  return (
    <BreadcrumbEntry entry={{ label: id, href }}>
      {error && <LoadFailure error={error} onRetry={model.refetch} />}
      {!error && model.data && policy.data ? (
        <Model model={model.data} policy={policy.data} />
      ) : (
        !error && <PageSkeleton />
      )}
    </BreadcrumbEntry>
  );
};
