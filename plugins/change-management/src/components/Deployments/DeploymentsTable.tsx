import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  DeploymentQueryInput,
  DeploymentView,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useDeployments } from '../../hooks';
import { deploymentsRouteRef } from '../../routes';
import { useText } from '../../translation';
import { ChangeLink, EntityName, PagedTable, Time } from '../display';
import { DeploymentStatusWord, UnauthorizedWord } from './words';

const Behind = ({ deployment }: { deployment: DeploymentView }) => {
  const t = useText();
  const path = useRouteRef(deploymentsRouteRef)();
  const { authorization, changeId, darkChangeId, entityRef } = deployment;
  if (changeId) {
    return <ChangeLink id={changeId}>{changeId}</ChangeLink>;
  }
  if (authorization !== 'unauthorized') {
    return <>{t(`deploymentAuthorization.${authorization}`)}</>;
  }
  const query = new URLSearchParams({ view: 'unauthorized', entityRef });
  return (
    <>
      <UnauthorizedWord />{' '}
      {darkChangeId && <Link to={`${path}?${query}`}>{darkChangeId}</Link>}
    </>
  );
};

const Row = (props: { deployment: DeploymentView; ofOneChange: boolean }) => {
  const { deployment, ofOneChange } = props;
  const t = useText();
  const { entityRef, version, environment, status, startedAt } = deployment;
  const { actor, url, source } = deployment;
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <EntityName entityRef={entityRef} /> {version}
        {url && (
          <Typography variant="body2">
            <Link to={url}>{deployment.externalId}</Link>
          </Typography>
        )}
      </TableCell>
      <TableCell data-head={t('deployment.environment')}>
        {environment}
      </TableCell>
      <TableCell data-head={t('deployment.status')}>
        <DeploymentStatusWord status={status} />
      </TableCell>
      <TableCell data-head={t('deployment.started')}>
        <Time at={startedAt} />
      </TableCell>
      <TableCell data-head={t('deployment.by')}>
        {actor ?? <EntityName entityRef={source} />}
      </TableCell>
      {!ofOneChange && (
        <TableCell data-head={t('deployment.change')}>
          <Behind deployment={deployment} />
        </TableCell>
      )}
    </TableRow>
  );
};

/** Deployments that a query finds, the last one first. */
export const DeploymentsTable = (props: {
  query: DeploymentQueryInput;
  empty: ReactNode;
}) => {
  const t = useText();
  const ofOneChange = props.query.changeId !== undefined;
  return (
    <PagedTable
      list={useDeployments(props.query)}
      label={t('deployment.title')}
      heads={[
        t('deployment.what'),
        t('deployment.environment'),
        t('deployment.status'),
        t('deployment.started'),
        t('deployment.by'),
        ...(ofOneChange ? [] : [t('deployment.change')]),
      ]}
      skeletons={5}
      empty={props.empty}
      row={deployment => (
        <Row
          key={deployment.id}
          deployment={deployment}
          ofOneChange={ofOneChange}
        />
      )}
    />
  );
};
