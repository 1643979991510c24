import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { ChangeSummary } from 'backstage-plugin-change-management-common';
import { changeRouteRef } from '../../routes';
import { useText } from '../../translation';
import {
  ChangeLink,
  ChangeTime,
  coloursOf,
  EntityName,
  HoldWord,
  RiskWord,
  StateWord,
  TypeWord,
  WaitsFor,
} from '../display';

const useStyles = makeStyles(theme => ({
  change: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1),
  },
  about: { flex: '1 1 320px', overflowWrap: 'anywhere' },
  title: { fontWeight: 500 },
  small: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
  words: { display: 'flex', flexWrap: 'wrap', gap: 4 },
  danger: {
    color: coloursOf(theme, 'bad').text,
    borderColor: 'currentColor',
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

const RollbackButton = ({ id }: { id: string }) => {
  const classes = useStyles();
  const t = useText();
  const path = useRouteRef(changeRouteRef)({ id });
  return (
    <LinkButton
      to={`${path}?do=rollback`}
      variant="outlined"
      size="small"
      className={classes.danger}
    >
      {t('action.rollback')}
    </LinkButton>
  );
};

/** Changes that have not ended, with what they wait for. */
export const OngoingChanges = ({ changes }: { changes: ChangeSummary[] }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <ul className={classes.list}>
      {changes.map(change => (
        <Paper
          key={change.id}
          component="li"
          variant="outlined"
          className={classes.change}
        >
          <div className={classes.about}>
            <span className={classes.title}>
              <ChangeLink id={change.id}>{change.title}</ChangeLink>
            </span>{' '}
            <span className={classes.small}>{change.id}</span>
            <div className={classes.small}>
              <ChangeTime change={change} />
              {' · '}
              {t('change.implementedBy')}{' '}
              <EntityName entityRef={change.implementer} />
            </div>
            {change.waitingFor[0] && (
              <div className={classes.small}>
                <WaitsFor waiting={change.waitingFor[0]} />
              </div>
            )}
          </div>
          <div className={classes.words}>
            <StateWord state={change.state} />
            {change.onHold && <HoldWord />}
            <TypeWord type={change.type} />
            <RiskWord level={change.riskLevel} />
          </div>
          {change.allowedActions.some(
            action => action === 'rollback' || action === 'start-rollback',
          ) && <RollbackButton id={change.id} />}
        </Paper>
      ))}
    </ul>
  );
};
