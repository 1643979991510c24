import { makeStyles } from '@material-ui/core/styles';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { riskLevels } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { HoldWord, OverrunWord, RiskWord, Word } from '../display';
import { hatched, pale } from './timeColours';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
    fontSize: '0.8125rem',
  },
  time: { display: 'inline-flex', alignItems: 'center', gap: 6 },
  swatch: {
    width: 20,
    height: 14,
    border: `1px solid ${theme.palette.text.secondary}`,
  },
  maintenance: { background: pale(theme) },
  freeze: { background: hatched(theme) },
  unapproved: { borderStyle: 'dashed' },
}));

/** What the colours, icons and backgrounds of the calendar mean. */
export const Legend = () => {
  const classes = useStyles();
  const t = useText();
  const swatches = [
    ['schedule.maintenance', classes.maintenance],
    ['schedule.freeze', classes.freeze],
    ['schedule.notYetApproved', classes.unapproved],
  ] as const;
  return (
    <ul className={classes.root} aria-label={t('schedule.legend')}>
      {riskLevels.map(level => (
        <li key={level}>
          <RiskWord level={level} />
        </li>
      ))}
      <li>
        <HoldWord />
      </li>
      <li>
        <OverrunWord />
      </li>
      <li>
        <Word
          text={t('schedule.inConflict')}
          icon={ReportProblemIcon}
          tone="warn"
        />
      </li>
      {swatches.map(([text, className]) => (
        <li key={text} className={classes.time}>
          <span className={`${classes.swatch} ${className}`} aria-hidden />
          {t(text)}
        </li>
      ))}
    </ul>
  );
};
