import { LinkButton } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { ConflictList } from '../Conflicts';
import {
  EntityName,
  EntityNames,
  HoldWord,
  OverrunWord,
  RiskWord,
  StateWord,
  TimeRange,
  TypeWord,
} from '../display';
import { ChangeItem, FreezeItem, ScheduleItem } from './items';
import { useItemPath } from './useItemPath';

const useStyles = makeStyles(theme => ({
  words: { display: 'flex', flexWrap: 'wrap', gap: 4 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.25, 1.5),
    margin: theme.spacing(1, 0),
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  actions: { display: 'flex', gap: theme.spacing(1) },
}));

/** So many of its conflicts are said here; the others on its page. */
const mostConflicts = 3;

const Facts = (props: { facts: [name: string, value: ReactNode][] }) => {
  const classes = useStyles();
  return (
    <dl className={classes.facts}>
      {props.facts.map(([name, value]) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name} value`}>{value}</dd>,
      ])}
    </dl>
  );
};

const ChangeAbout = ({ item }: { item: ChangeItem }) => {
  const classes = useStyles();
  const t = useText();
  const { change, start, end, conflicts } = item;
  const facts: [string, ReactNode][] = [
    [
      t('schedule.planned'),
      <TimeRange
        start={change.plannedStart ?? start}
        end={change.plannedEnd ?? end}
      />,
    ],
    [t('schedule.implementer'), <EntityName entityRef={change.implementer} />],
    [
      t('schedule.affects'),
      <EntityNames entityRefs={change.affectedEntities} most={4} />,
    ],
  ];
  if (change.actualStart) {
    facts.splice(1, 0, [
      t('schedule.actual'),
      <TimeRange start={change.actualStart} end={change.actualEnd} short />,
    ]);
  }
  return (
    <>
      <div className={classes.words}>
        <StateWord state={change.state} />
        <RiskWord level={change.riskLevel} />
        <TypeWord type={change.type} />
        {change.onHold && <HoldWord />}
        {change.overrun && <OverrunWord />}
      </div>
      <Facts facts={facts} />
      <ConflictList conflicts={conflicts.slice(0, mostConflicts)} />
      {conflicts.length > mostConflicts &&
        t('general.more', { number: String(conflicts.length - mostConflicts) })}
    </>
  );
};

const FreezeAbout = ({ item }: { item: FreezeItem }) => {
  const t = useText();
  const { occurrence, freeze } = item;
  return (
    <>
      <Facts
        facts={[
          [
            t('schedule.planned'),
            <TimeRange start={occurrence.start} end={occurrence.end} />,
          ],
          [t('window.reason'), occurrence.reason],
        ]}
      />
      {freeze?.rrule && freeze.allowedActions.includes('edit') && (
        <Typography variant="body2" color="textSecondary" paragraph>
          {t('schedule.recurring')}
        </Typography>
      )}
    </>
  );
};

/** Who, what, when and what it collides with, and what this person may do. */
export const ItemCard = (props: {
  item: ScheduleItem;
  onMove: (item: ScheduleItem) => void;
}) => {
  const { item, onMove } = props;
  const classes = useStyles();
  const t = useText();
  const path = useItemPath()(item);
  return (
    <>
      <Typography variant="subtitle1" component="p">
        {item.kind === 'change'
          ? `${item.id} ${item.change.title}`
          : t('schedule.freezeNamed', { title: item.occurrence.title })}
      </Typography>
      {item.kind === 'change' ? (
        <ChangeAbout item={item} />
      ) : (
        <FreezeAbout item={item} />
      )}
      <div className={classes.actions}>
        <LinkButton to={path} size="small" color="primary" variant="outlined">
          {t('schedule.open')}
        </LinkButton>
        {item.movable && (
          <Button size="small" color="primary" onClick={() => onMove(item)}>
            {t('schedule.move')}
          </Button>
        )}
      </div>
    </>
  );
};
