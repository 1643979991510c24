import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { ChangeModelSummary } from 'backstage-plugin-change-management-common';
import { useMayRequest, useModels } from '../../hooks';
import { modelRouteRef, newModelRouteRef } from '../../routes';
import { useText } from '../../translation';
import {
  Empty,
  EntityName,
  LoadFailure,
  RowSkeletons,
  useTableStyles,
} from '../display';
import { ModelStatusWord } from './ModelStatusWord';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(1),
  },
}));

const Row = ({ model }: { model: ChangeModelSummary }) => {
  const t = useText();
  const path = useRouteRef(modelRouteRef)({ id: model.id });
  const { cleanRuns, cleanRunsNeeded } = model;
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <Link to={path}>{model.title}</Link>
        <Typography variant="body2" color="textSecondary">
          {model.id}
        </Typography>
      </TableCell>
      <TableCell>
        <ModelStatusWord status={model.status} />
      </TableCell>
      <TableCell data-head={t('model.runs')}>
        {t('model.runsOf', {
          runs: String(cleanRuns),
          needed: String(cleanRunsNeeded),
        })}
      </TableCell>
      <TableCell data-head={t('model.version')}>
        {model.version ?? t('model.noVersion')}
      </TableCell>
      <TableCell data-head={t('model.proposedBy')}>
        <EntityName entityRef={model.proposedBy} />
      </TableCell>
    </TableRow>
  );
};

/** Every change model and where it stands. */
export const ModelsPage = () => {
  const classes = useStyles();
  const mayRequest = useMayRequest();
  const newPath = useRouteRef(newModelRouteRef)();
  const t = useText();
  const table = useTableStyles();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useModels();
  const models = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <div className={classes.head}>
        <Typography variant="h5" component="h2">
          {t('model.title')}
        </Typography>
        {mayRequest && (
          <LinkButton to={newPath} variant="outlined" color="primary">
            {t('model.proposeNew')}
          </LinkButton>
        )}
      </div>
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('model.help')}
      </Typography>
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!models && !error && <RowSkeletons rows={4} />}
      {models?.length === 0 && (
        <Empty title={t('model.none')} more={t('model.noneMore')} />
      )}
      {models && models.length > 0 && (
        <div className={table.scroll}>
          <Table
            size="small"
            aria-label={t('model.list')}
            className={table.table}
          >
            <TableHead>
              <TableRow>
                <TableCell>{t('model.name')}</TableCell>
                <TableCell>{t('model.status')}</TableCell>
                <TableCell>{t('model.runs')}</TableCell>
                <TableCell>{t('model.version')}</TableCell>
                <TableCell>{t('model.proposedBy')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {models.map(model => (
                <Row key={model.id} model={model} />
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>{t('general.showMore')}</Button>
      )}
    </>
  );
};
