import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { ChangeAccess } from '../Access';
import { ChangeIncidents } from '../Incidents';
import {
  EntityName,
  Markdown,
  OutcomeWord,
  RollbackSteps,
  Time,
} from '../display';

const useStyles = makeStyles(theme => ({
  part: { marginBottom: theme.spacing(3), overflowWrap: 'anywhere' },
  title: { fontWeight: 700 },
  entry: { marginBottom: theme.spacing(1.5) },
}));

const Part = (props: { title: string; children: ReactNode }) => {
  const classes = useStyles();
  return (
    <section className={classes.part}>
      <Typography
        variant="subtitle1"
        component="h3"
        gutterBottom
        className={classes.title}
      >
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
};

const TextPart = (props: { title: string; text?: string }) => {
  const t = useText();
  return (
    <Part title={props.title}>
      {props.text ? <Markdown text={props.text} /> : t('general.notGiven')}
    </Part>
  );
};

const By = (props: { by: string; at: string }) => {
  const t = useText();
  return (
    <Typography variant="body2" color="textSecondary">
      {t('entity.by')} <EntityName entityRef={props.by} />,{' '}
      <Time at={props.at} />
    </Typography>
  );
};

const Results = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const { completion, rollback, review } = change;
  return (
    <>
      {completion && (
        <Part title={t('change.completion')}>
          <OutcomeWord code={completion.outcome} />
          <Markdown text={completion.result} />
          <By {...completion} />
        </Part>
      )}
      {rollback && (
        <Part title={t('change.rolledBack')}>
          <Markdown text={rollback.reason} />
          {rollback.result && <Markdown text={rollback.result} />}
          <By {...rollback} />
        </Part>
      )}
      {review && (
        <Part title={t('change.review')}>
          <Markdown text={review.summary} />
          {review.rootCause && (
            <>
              <strong>{t('change.rootCause')}</strong>
              <Markdown text={review.rootCause} />
            </>
          )}
          {review.lessons && (
            <>
              <strong>{t('change.lessons')}</strong>
              <Markdown text={review.lessons} />
            </>
          )}
          {review.actionItems.length > 0 && (
            <>
              <strong>{t('change.actionItems')}</strong>
              <ul>
                {review.actionItems.map((item, index) => (
                  <li key={index}>{item}</li>
                ))}
              </ul>
            </>
          )}
          <By {...review} />
        </Part>
      )}
    </>
  );
};

/** What the requester wrote, what the owners said, and what came of it. */
export const OverviewTab = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <>
      <Results change={change} />
      <ChangeIncidents change={change} />
      <ChangeAccess change={change} />
      <TextPart title={t('field.description')} text={change.description} />
      <TextPart title={t('field.justification')} text={change.justification} />
      <TextPart
        title={t('field.implementationPlan')}
        text={change.implementationPlan}
      />
      <TextPart title={t('field.testPlan')} text={change.testPlan} />
      <Part title={t('field.rollbackPlan')}>
        {change.rollbackPlan?.steps.length ? (
          <RollbackSteps plan={change.rollbackPlan} />
        ) : (
          t('general.notGiven')
        )}
      </Part>
      {change.assessments.length > 0 && (
        <Part title={t('change.assessments')}>
          {change.assessments.map(assessment => (
            <div key={assessment.entityRef} className={classes.entry}>
              <EntityName entityRef={assessment.entityRef} />
              {assessment.impactOnClients && (
                <div>
                  <strong>{t('change.onClients')}: </strong>
                  <Markdown text={assessment.impactOnClients} />
                </div>
              )}
              {assessment.impactOnData && (
                <div>
                  <strong>{t('change.onData')}: </strong>
                  <Markdown text={assessment.impactOnData} />
                </div>
              )}
              {assessment.comment && <Markdown text={assessment.comment} />}
              <By {...assessment} />
            </div>
          ))}
        </Part>
      )}
    </>
  );
};
