import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { ChangeModelSummary } from 'backstage-plugin-change-management-common';
import { useModels } from '../../hooks';
import { modelRouteRef } from '../../routes';
import { useText } from '../../translation';
import {
  Empty,
  EntityName,
  LoadFailure,
  RowSkeletons,
  useTableStyles,
} from '../display';
import { ModelStatusWord } from './ModelStatusWord';

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
  const t = useText();
  const table = useTableStyles();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useModels();
  const models = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('model.title')}
      </Typography>
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
