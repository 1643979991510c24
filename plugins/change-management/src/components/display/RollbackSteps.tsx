import { makeStyles } from '@material-ui/core/styles';
import {
  RollbackPlan,
  rollbackStepsOf,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { EntityName } from './Entities';
import { ExecutorName } from './ExecutorName';

const useStyles = makeStyles(theme => ({
  more: { color: theme.palette.text.secondary },
}));

/** The steps of a rollback plan, each with whatever is known of it. */
export const RollbackSteps = (props: { plan: Pick<RollbackPlan, 'steps'> }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <ol>
      {rollbackStepsOf(props.plan).map((step, index) => {
        const { text, owner, expectedMinutes, pointOfNoReturn, executor } =
          step;
        const more = [
          owner && <EntityName key="owner" entityRef={owner} />,
          expectedMinutes !== undefined &&
            t('change.estimated', { minutes: String(expectedMinutes) }),
          executor && <ExecutorName key="executor" executor={executor} />,
          pointOfNoReturn && (
            <strong key="point">{t('rollback.pointOfNoReturn')}</strong>
          ),
        ].filter(Boolean);
        return (
          <li key={index}>
            {text}
            {more.length > 0 && (
              <span className={classes.more}>
                {more.map((part, i) => (
                  <span key={i}> · {part}</span>
                ))}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
};
