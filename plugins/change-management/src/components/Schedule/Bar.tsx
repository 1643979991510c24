import { makeStyles } from '@material-ui/core/styles';
import AcUnitIcon from '@material-ui/icons/AcUnit';
import AlarmIcon from '@material-ui/icons/Alarm';
import PauseCircleOutlineIcon from '@material-ui/icons/PauseCircleOutline';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import { ComponentType } from 'react';
import { useText } from '../../translation';
import { formatRange, riskLooks, stateLooks } from '../display';
import { ChangeItem, FreezeItem, ScheduleItem } from './items';

const useStyles = makeStyles({
  // Two lines: beside each other neither would have room in a day of a month.
  root: {
    display: 'block',
    padding: '0 3px',
    fontSize: '0.75rem',
    lineHeight: '1.0625rem',
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  },
  marks: { display: 'flex', alignItems: 'center', gap: 2, fontWeight: 700 },
  icon: { fontSize: '0.875rem', flexShrink: 0 },
  title: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis' },
});

type Mark = [icon: ComponentType<SvgIconProps>, text: string];

function useMarks(item: ChangeItem): Mark[] {
  const t = useText();
  const { state, riskLevel, onHold, overrun } = item.change;
  const marks: Mark[] = [[stateLooks[state][0], t(`state.${state}`)]];
  if (riskLevel) {
    marks.push([riskLooks[riskLevel][0], t(`risk.${riskLevel}`)]);
  }
  if (onHold) {
    marks.push([PauseCircleOutlineIcon, t('general.onHold')]);
  }
  if (overrun) {
    marks.push([AlarmIcon, t('schedule.overrun')]);
  }
  if (item.conflicts.length) {
    marks.push([ReportProblemIcon, t('schedule.inConflict')]);
  }
  return marks;
}

const ChangeBar = (props: { item: ChangeItem; time: string }) => {
  const { item, time } = props;
  const classes = useStyles();
  const marks = useMarks(item);
  return (
    <span className={classes.root}>
      <span className={classes.marks}>
        {marks.map(([Icon, text]) => (
          <Icon key={text} className={classes.icon} titleAccess={text} />
        ))}
        {time}
      </span>
      <span className={classes.title}>{item.change.title}</span>
    </span>
  );
};

const FreezeBar = ({ item }: { item: FreezeItem }) => {
  const classes = useStyles();
  const t = useText();
  const { title, status } = item.occurrence;
  return (
    <span className={classes.root} title={formatRange(item.start, item.end)}>
      <span className={classes.marks}>
        <AcUnitIcon className={classes.icon} aria-hidden />
        {t(
          status === 'draft' ? 'schedule.draftFreeze' : 'schedule.freezeNamed',
          { title },
        )}
      </span>
    </span>
  );
};

/** What a bar of the calendar says: state, risk and marks as icons with names, the time, the title. */
export const Bar = (props: { item: ScheduleItem; time: string }) => {
  const { item, time } = props;
  return item.kind === 'change' ? (
    <ChangeBar item={item} time={time} />
  ) : (
    <FreezeBar item={item} />
  );
};
