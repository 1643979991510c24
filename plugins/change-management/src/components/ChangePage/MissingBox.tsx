import Divider from '@material-ui/core/Divider';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeView,
  finalStates,
} from 'backstage-plugin-change-management-common';
import { useId } from 'react';
import { useText } from '../../translation';
import { ConflictList } from '../Conflicts';
import { EntityName, Markdown, OutcomeWord, Time } from '../display';
import { OnBehalfNote } from './OnBehalfNote';
import { OwnChangeNote } from './OwnChangeNote';
import { Actions } from './Actions';
import { Item } from './Item';
import {
  ApprovalItem,
  AssessmentItem,
  FormItem,
  RehearsalItems,
  ReturnedItem,
  TestItems,
  WaitingItems,
} from './needs';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), marginBottom: theme.spacing(2) },
  list: {
    listStyle: 'none',
    margin: theme.spacing(1, 0, 2),
    padding: 0,
    fontSize: theme.typography.body2.fontSize,
  },
  conflicts: {
    marginBottom: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
  },
  actions: { marginTop: theme.spacing(2) },
}));

const Ending = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const { closure, cancellation, closeCode } = change;
  const end = closure ?? cancellation;
  const text = closure?.summary ?? cancellation?.reason;
  return (
    <Item standing={closeCode === 'successful' ? 'done' : 'problem'}>
      {closeCode ? (
        <OutcomeWord code={closeCode} />
      ) : (
        t(`state.${change.state}`)
      )}
      {end && (
        <>
          {' '}
          {t('entity.by')} <EntityName entityRef={end.by} />,{' '}
          <Time at={end.at} />
        </>
      )}
      {text && <Markdown text={text} />}
    </Item>
  );
};

/** What the change still needs and from whom, with what this person may do about it. */
export const MissingBox = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const ended = finalStates.includes(change.state);
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography variant="h6" component="h3" id={id}>
        {t(ended ? 'change.outcome' : 'change.missing')}
      </Typography>
      <ul className={classes.list}>
        {ended && <Ending change={change} />}
        {change.returned && <ReturnedItem decision={change.returned} />}
        <WaitingItems change={change} />
        <FormItem change={change} />
        {change.state !== 'draft' &&
          change.assessmentRequirements
            .filter(({ status }) => status !== 'not-required')
            .map(requirement => (
              <AssessmentItem
                key={requirement.entityRef}
                requirement={requirement}
                change={change}
              />
            ))}
        {change.approvalRequirements.map(requirement => (
          <ApprovalItem key={requirement.id} requirement={requirement} />
        ))}
        <TestItems change={change} />
        <RehearsalItems change={change} />
      </ul>
      {change.conflicts.length > 0 && (
        <div className={classes.conflicts}>
          <Typography variant="subtitle2" component="h4">
            {t('summary.conflicts')}
          </Typography>
          <ConflictList conflicts={change.conflicts} />
        </div>
      )}
      <OwnChangeNote change={change} />
      <OnBehalfNote change={change} />
      <Divider />
      <div className={classes.actions}>
        <Actions change={change} />
      </div>
    </Paper>
  );
};
