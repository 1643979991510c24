import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ChevronLeftIcon from '@material-ui/icons/ChevronLeft';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import { useText } from '../../translation';
import { CalendarFeedButton } from '../CalendarFeed';
import { viewerZone } from '../display';
import { nameOfSpan, scheduleViews, stepFrom } from './span';
import { ScheduleState } from './useScheduleState';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1.5, 0),
  },
  title: { flex: '1 1 200px' },
  zone: { display: 'block' },
  chosen: {
    backgroundColor: theme.palette.action.selected,
    fontWeight: 700,
  },
}));

/** Which days are shown, and how. */
export const Toolbar = ({ state }: { state: ScheduleState }) => {
  const classes = useStyles();
  const t = useText();
  const { view, date, look } = state;
  return (
    <div className={classes.root}>
      <div>
        <IconButton
          aria-label={t('schedule.previous')}
          onClick={() => look({ date: stepFrom(view, date, -1) })}
        >
          <ChevronLeftIcon />
        </IconButton>
        <Button
          variant="outlined"
          size="small"
          onClick={() => look({ date: '' })}
        >
          {t('schedule.today')}
        </Button>
        <IconButton
          aria-label={t('schedule.next')}
          onClick={() => look({ date: stepFrom(view, date, 1) })}
        >
          <ChevronRightIcon />
        </IconButton>
      </div>
      <div className={classes.title}>
        <Typography variant="h5" component="h2" aria-live="polite">
          {nameOfSpan(view, date)}
        </Typography>
        <Typography
          variant="body2"
          color="textSecondary"
          component="span"
          className={classes.zone}
        >
          {t('schedule.help', { zone: viewerZone() })}
        </Typography>
      </div>
      <CalendarFeedButton filters={state.calendarFilters} />
      <ButtonGroup size="small" aria-label={t('schedule.views')}>
        {scheduleViews.map(name => (
          <Button
            key={name}
            aria-pressed={name === view}
            className={name === view ? classes.chosen : undefined}
            onClick={() => look({ view: name })}
          >
            {t(`schedule.${name}`)}
          </Button>
        ))}
      </ButtonGroup>
    </div>
  );
};
