import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import {
  ChangeView,
  Me,
  Task,
  TaskStatus,
} from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../../api';
import { useMe } from '../../hooks';
import { useText } from '../../translation';
import { EntityName, Markdown, Time } from '../display';
import { Checklist } from './Checklist';
import { Item, Standing } from './Item';
import { useSending } from './useSending';

const useStyles = makeStyles(theme => ({
  small: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
  buttons: {
    display: 'inline-flex',
    gap: theme.spacing(1),
    [theme.breakpoints.down('xs')]: {
      display: 'flex',
      marginLeft: theme.spacing(-1),
      // Big enough for a thumb.
      '& button': { minHeight: 44 },
    },
  },
}));

const standings: Record<TaskStatus, Standing> = {
  open: 'open',
  done: 'done',
  canceled: 'problem',
};

/** Who plans the change may end any task, everybody else their own. */
function mayEnd(task: Task, change: ChangeView, me: Me | undefined): boolean {
  return (
    change.allowedActions.includes('update-task') &&
    me !== undefined &&
    (change.allowedActions.includes('add-task') ||
      [me.userRef, ...me.ownership].includes(task.assignee))
  );
}

const TaskButtons = (props: { change: ChangeView; task: Task }) => {
  const { change, task } = props;
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const { send, busy, reason } = useSending({
    send: (status: TaskStatus) =>
      api.work.updateTask(change.id, task.id, { status }),
    onSent: () => {},
  });
  const { title } = task;
  const choices: [TaskStatus, string, string][] =
    task.status === 'open'
      ? [
          ['done', t('taskStatus.done'), t('task.done', { title })],
          ['canceled', t('task.cancelShort'), t('task.cancel', { title })],
        ]
      : [['open', t('task.reopenShort'), t('task.reopen', { title })]];
  return (
    <>
      <span className={classes.buttons}>
        {choices.map(([status, label, name]) => (
          <Button
            key={status}
            size="small"
            color="primary"
            aria-label={name}
            disabled={busy}
            onClick={() => send(status)}
          >
            {label}
          </Button>
        ))}
      </span>
      {reason && <Alert severity="error">{reason}</Alert>}
    </>
  );
};

/** The tasks of a change, whose they are and how far. */
export const Tasks = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { data: me } = useMe();
  if (change.tasks.length === 0) {
    return null;
  }
  return (
    <Checklist title={t('task.title')}>
      {change.tasks.map(task => (
        <Item key={task.id} standing={standings[task.status]}>
          {task.title}{' '}
          <span className={classes.small}>
            {t(`taskPhase.${task.phase}`)} ·{' '}
            <EntityName entityRef={task.assignee} />
            {task.ended && (
              <>
                {' · '}
                {t(`taskStatus.${task.status}`)} {t('entity.by')}{' '}
                <EntityName entityRef={task.ended.by} />,{' '}
                <Time at={task.ended.at} />
              </>
            )}
          </span>{' '}
          {mayEnd(task, change, me) && (
            <TaskButtons change={change} task={task} />
          )}
          {task.note && <Markdown text={task.note} />}
        </Item>
      ))}
    </Checklist>
  );
};
