import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ChangeView, Move } from 'backstage-plugin-change-management-common';
import { useSettled, useSimulation } from '../../hooks';
import { useText } from '../../translation';
import { ConflictList } from '../Conflicts';
import { readTyped, toFailure } from '../display';
import { Difference } from '../Schedule/Difference';
import { FreeTimes } from '../Slots';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize },
}));

function isSame(one: string | undefined, other: string | undefined): boolean {
  return Date.parse(one ?? '') === Date.parse(other ?? '');
}

const Moved = ({ move }: { move: Move }) => {
  const t = useText();
  const { data, error } = useSimulation([move]);
  return (
    <>
      {error && (
        <p>
          {t('whatIf.failed')} {toFailure(error).message}
        </p>
      )}
      {data && <Difference simulation={data} nothing={t('whatIf.nothing')} />}
    </>
  );
};

/** What the time in the fields of a dialog would mean for a change, and the next times that are free. */
export const ChosenTime = (props: {
  change: ChangeView;
  /** As typed. */
  start: string;
  end: string;
  /** In ISO 8601. */
  onChosen: (start: string, end: string) => void;
}) => {
  const { change, onChosen } = props;
  const classes = useStyles();
  const t = useText();
  const start = useSettled(readTyped(props.start), 400);
  const end = useSettled(readTyped(props.end), 400);
  const stays =
    isSame(start, change.plannedStart) && isSame(end, change.plannedEnd);
  const isTime = start && end && Date.parse(end) > Date.parse(start);
  return (
    <div className={classes.root} aria-live="polite">
      {stays && change.conflicts.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('summary.conflicts')}
          </Typography>
          <ConflictList conflicts={change.conflicts} />
        </>
      )}
      {!stays && isTime && (
        <Moved
          move={{
            changeId: change.id,
            plannedStart: start,
            plannedEnd: end,
          }}
        />
      )}
      <FreeTimes
        request={{ changeId: change.id }}
        onChosen={slot => onChosen(slot.start, slot.end)}
      />
    </div>
  );
};
