import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
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
import {
  ChangeLink,
  EntityName,
  LoadFailure,
  RowSkeletons,
  Time,
  useTableStyles,
} from '../display';
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
  const table = useTableStyles();
  const ofOneChange = props.query.changeId !== undefined;
  const { data, error, refetch, hasNextPage, fetchNextPage } = useDeployments(
    props.query,
  );
  if (error && !data) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={5} />;
  }
  const deployments = data.pages.flatMap(({ items }) => items);
  if (deployments.length === 0) {
    return <>{props.empty}</>;
  }
  return (
    <>
      <div className={table.scroll}>
        <Table
          size="small"
          aria-label={t('deployment.title')}
          className={table.table}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('deployment.what')}</TableCell>
              <TableCell>{t('deployment.environment')}</TableCell>
              <TableCell>{t('deployment.status')}</TableCell>
              <TableCell>{t('deployment.started')}</TableCell>
              <TableCell>{t('deployment.by')}</TableCell>
              {!ofOneChange && <TableCell>{t('deployment.change')}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {deployments.map(deployment => (
              <Row
                key={deployment.id}
                deployment={deployment}
                ofOneChange={ofOneChange}
              />
            ))}
          </TableBody>
        </Table>
      </div>
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>{t('general.showMore')}</Button>
      )}
    </>
  );
};
