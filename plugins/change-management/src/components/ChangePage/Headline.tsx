import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import {
  ChangeTime,
  EntityName,
  EntityNames,
  HoldWord,
  OutcomeWord,
  RiskWord,
  StateWord,
  TypeWord,
} from '../display';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  title: { marginRight: theme.spacing(1), overflowWrap: 'anywhere' },
  id: { color: theme.palette.text.secondary, fontWeight: 400 },
  about: { marginTop: theme.spacing(0.5) },
}));

/** What this change is, in two lines. */
export const Headline = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <header>
      <div className={classes.line}>
        <Typography variant="h4" component="h2" className={classes.title}>
          {change.title}
        </Typography>
        <Typography className={classes.id} component="span">
          {change.id}
        </Typography>
        <StateWord state={change.state} />
        {change.closeCode && <OutcomeWord code={change.closeCode} />}
        {change.hold && <HoldWord />}
        <TypeWord type={change.type} />
        <RiskWord level={change.risk.level} />
      </div>
      <Typography variant="body2" className={classes.about}>
        {t('change.requestedBy')} <EntityName entityRef={change.requestedBy} />
        {' · '}
        {t('change.affects')}{' '}
        <EntityNames entityRefs={change.affectedEntities} most={3} />
        {' · '}
        <ChangeTime change={change} />
      </Typography>
    </header>
  );
};
