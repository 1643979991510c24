import { makeStyles } from '@material-ui/core/styles';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { useEntitySummary } from '../../hooks';
import { useText } from '../../translation';
import { ChangeLink, EntityName, OutcomeWord, TypeWord } from '../display';

/** Of a change that touches many, the first ones. */
const entitiesAtMost = 3;
const changesAtMost = 3;

const useStyles = makeStyles(theme => ({
  plain: { listStyle: 'none', margin: 0, padding: 0 },
  change: { marginTop: theme.spacing(0.75) },
  entity: { '& + &': { marginTop: theme.spacing(1.5) } },
}));

const OfEntity = (props: { entityRef: string; except: string }) => {
  const classes = useStyles();
  const t = useText();
  const { data } = useEntitySummary(props.entityRef);
  if (!data) {
    return null;
  }
  const { closed, successRate } = data.metrics;
  const recent = data.recent
    .filter(({ id, closeCode }) => id !== props.except && closeCode)
    .slice(0, changesAtMost);
  return (
    <li className={classes.entity}>
      <EntityName entityRef={props.entityRef} />:{' '}
      {closed && successRate !== undefined
        ? t('judgement.figures', {
            closed: String(closed),
            rate: String(Math.round(successRate * 100)),
          })
        : t('judgement.figuresNone')}
      <ul className={classes.plain}>
        {recent.map(({ id, type, title, closeCode }) => (
          <li key={id} className={classes.change}>
            <div>
              <ChangeLink id={id}>{title}</ChangeLink>
            </div>
            <OutcomeWord code={closeCode!} />{' '}
            {type === 'emergency' && <TypeWord type={type} />}
          </li>
        ))}
      </ul>
    </li>
  );
};

/** How changes of these entities went of late: what an approver would otherwise have to look up. */
export const Recently = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  return (
    <ul className={classes.plain}>
      {change.affectedEntities.slice(0, entitiesAtMost).map(ref => (
        <OfEntity key={ref} entityRef={ref} except={change.id} />
      ))}
    </ul>
  );
};
