import { InfoCard, Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ChangeSummary } from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useEntitySummary } from '../../hooks';
import { useText } from '../../translation';
import {
  ChangeLink,
  ChangeTime,
  formatDay,
  LoadFailure,
  NewChangeButton,
  OutcomeWord,
  RowSkeletons,
  StateWord,
} from '../display';
import { Figures, useShownEntity } from '../EntityChanges';
import { PluginRoot } from '../PluginRoot';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 1.5),
    padding: 0,
  },
  row: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  small: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
}));

// A card is a glance; the tab has the rest.
const most = 3;

const Few = (props: {
  title: string;
  changes: ChangeSummary[];
  about: (change: ChangeSummary) => ReactNode;
}) => {
  const classes = useStyles();
  const { title, changes, about } = props;
  return changes.length ? (
    <section>
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      <ul className={classes.list}>
        {changes.slice(0, most).map(change => (
          <li key={change.id} className={classes.row}>
            <ChangeLink id={change.id}>{change.title}</ChangeLink>
            <div className={classes.small}>{about(change)}</div>
          </li>
        ))}
      </ul>
    </section>
  ) : null;
};

const Content = () => {
  const t = useText();
  const { entityRef, scope } = useShownEntity();
  const { data, error, refetch } = useEntitySummary(entityRef);
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={3} />;
  }
  const { inProgress, upcoming, recent, metrics } = data;
  return (
    <>
      <Few
        title={t('entity.now')}
        changes={inProgress}
        about={change => <StateWord state={change.state} />}
      />
      <Few
        title={t('entity.coming')}
        changes={upcoming}
        about={change => (
          <>
            <StateWord state={change.state} />{' '}
            <ChangeTime change={change} short />
          </>
        )}
      />
      <Few
        title={t('entity.last')}
        changes={recent.slice(0, 1)}
        about={change => (
          <>
            {change.closeCode ? (
              <OutcomeWord code={change.closeCode} />
            ) : (
              <StateWord state={change.state} />
            )}{' '}
            {formatDay(change.closedAt ?? change.updatedAt)}
          </>
        )}
      />
      {inProgress.length + upcoming.length + recent.length === 0 ? (
        <Typography color="textSecondary" paragraph>
          {t('entity.nothingAtAll')}
        </Typography>
      ) : (
        <Figures entityRef={entityRef} scope={scope} metrics={metrics} />
      )}
    </>
  );
};

const Card = () => {
  const t = useText();
  const { entity, entityRef } = useShownEntity();
  const tab = `${useRouteRef(entityRouteRef)(
    entityRouteParams(entity),
  )}/changes`;
  return (
    <InfoCard
      title={t('list.title')}
      titleTypographyProps={{ component: 'h2', variant: 'h6' }}
    >
      <Content />
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        style={{ gap: 16 }}
      >
        <NewChangeButton entityRef={entityRef} size="small" />
        <Link to={tab}>{t('entity.openTab')}</Link>
      </Box>
    </InfoCard>
  );
};

/** What is changed on an entity at a glance: now, next, last, and the figures. */
export const EntityChangesCard = () => (
  <PluginRoot>
    <Card />
  </PluginRoot>
);
