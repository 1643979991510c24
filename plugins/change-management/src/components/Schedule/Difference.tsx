import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import PauseCircleOutlineIcon from '@material-ui/icons/PauseCircleOutline';
import { Simulation } from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { ConflictList } from '../Conflicts';
import { ChangeLink, StateWord, TimeRange, Word } from '../display';

const useStyles = makeStyles(theme => ({
  part: { marginTop: theme.spacing(1.5) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  title: { fontWeight: 700 },
  item: {
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
    // Within a sentence the colour alone does not tell a link from its text.
    '& a': { textDecoration: 'underline' },
  },
}));

const Part = (props: { title: string; children: ReactNode }) => {
  const classes = useStyles();
  return (
    <div className={classes.part}>
      <Typography variant="subtitle2" component="h4" className={classes.title}>
        {props.title}
      </Typography>
      {props.children}
    </div>
  );
};

const Hit = ({ simulation }: { simulation: Simulation }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <ul className={classes.list}>
      {simulation.changesHit.map(hit => (
        <li key={hit.changeId} className={classes.item}>
          <ChangeLink id={hit.changeId}>
            {hit.changeId} {hit.title}
          </ChangeLink>{' '}
          <StateWord state={hit.state} />{' '}
          {hit.held && (
            <Word
              text={t('whatIf.held')}
              icon={PauseCircleOutlineIcon}
              tone="warn"
            />
          )}
          <div>
            <TimeRange start={hit.plannedStart} end={hit.plannedEnd} short />
          </div>
          {hit.text}
        </li>
      ))}
    </ul>
  );
};

/** Whether it makes no difference at all. */
export function isNoDifference(simulation: Simulation): boolean {
  const { conflicts, shortNotice, changesHit } = simulation;
  return [conflicts.gone, conflicts.new, shortNotice, changesHit].every(
    list => list.length === 0,
  );
}

/** The difference that moves would make: what is gone, what is new, who is told too late, what is hit. */
export const Difference = (props: {
  simulation: Simulation;
  nothing: string;
}) => {
  const { simulation, nothing } = props;
  const classes = useStyles();
  const t = useText();
  const { conflicts, shortNotice, changesHit } = simulation;
  if (isNoDifference(simulation)) {
    return <p>{nothing}</p>;
  }
  return (
    <>
      {changesHit.length > 0 && (
        <Part title={`${t('whatIf.hit')} (${changesHit.length})`}>
          <Hit simulation={simulation} />
        </Part>
      )}
      {conflicts.new.length > 0 && (
        <Part title={`${t('whatIf.new')} (${conflicts.new.length})`}>
          <ConflictList conflicts={conflicts.new} />
        </Part>
      )}
      {shortNotice.length > 0 && (
        <Part title={`${t('whatIf.shortNotice')} (${shortNotice.length})`}>
          <ul className={classes.list}>
            {shortNotice.map(({ changeId, text }) => (
              <li key={changeId} className={classes.item}>
                <ChangeLink id={changeId}>{changeId}</ChangeLink>: {text}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {conflicts.gone.length > 0 && (
        <Part title={`${t('whatIf.gone')} (${conflicts.gone.length})`}>
          <ConflictList conflicts={conflicts.gone} />
        </Part>
      )}
    </>
  );
};
