import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { ChangeModelSummary } from 'backstage-plugin-change-management-common';
import { useMayRequest, useModels } from '../../hooks';
import { modelRouteRef, newModelRouteRef } from '../../routes';
import { useText } from '../../translation';
import { Empty, EntityName, PagedTable } from '../display';
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
      <PagedTable
        list={useModels()}
        label={t('model.list')}
        heads={[
          t('model.name'),
          t('model.status'),
          t('model.runs'),
          t('model.version'),
          t('model.proposedBy'),
        ]}
        empty={<Empty title={t('model.none')} more={t('model.noneMore')} />}
        row={model => <Row key={model.id} model={model} />}
      />
    </>
  );
};
