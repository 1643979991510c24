import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeModelView,
  ModelForm,
  Policy,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { Text, useText } from '../../translation';
import { EntityName, EntityNames, Markdown, Time } from '../display';

const useStyles = makeStyles(theme => ({
  section: { marginBottom: theme.spacing(3), overflowWrap: 'anywhere' },
  facts: {
    margin: 0,
    '& dt': { fontWeight: 700, marginTop: theme.spacing(1) },
    '& dd': { margin: 0 },
  },
}));

const Section = (props: { title: string; children: ReactNode }) => {
  const classes = useStyles();
  return (
    <section className={classes.section}>
      <Typography variant="h6" component="h3" gutterBottom>
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
};

type Fact = [name: string, value: ReactNode];

const Facts = ({ facts }: { facts: Fact[] }) => {
  const classes = useStyles();
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};

function fixedFacts(form: ModelForm, policy: Policy, t: Text): Fact[] {
  const answers = policy.risk.questionnaire.flatMap(
    ({ id, question, options }) =>
      options
        .filter(option => option.id === form.risk?.answers[id])
        .map(({ label }) => ({ id, question, label })),
  );
  const steps = form.rollbackPlan?.steps ?? [];
  return [
    [t('model.category'), form.category && t(`category.${form.category}`)],
    [
      t('field.implementationPlan'),
      form.implementationPlan && <Markdown text={form.implementationPlan} />,
    ],
    [t('field.testPlan'), form.testPlan && <Markdown text={form.testPlan} />],
    [
      t('model.rollback'),
      steps.length > 0 && (
        <ol>
          {steps.map((step, index) => (
            <li key={index}>{step}</li>
          ))}
        </ol>
      ),
    ],
    [
      t('model.risk'),
      answers.length > 0 && (
        <ul>
          {answers.map(({ id, question, label }) => (
            <li key={id}>
              {question} <strong>{label}</strong>
            </li>
          ))}
        </ul>
      ),
    ],
    [
      t('model.downtime'),
      form.expectedDowntimeMinutes !== undefined &&
        t('model.minutes', { minutes: String(form.expectedDowntimeMinutes) }),
    ],
  ];
}

/** What the changes of a model have in common, and where it may be used. */
export const CommonForm = (props: { form: ModelForm; policy: Policy }) => {
  const { form, policy } = props;
  const t = useText();
  return (
    <Section title={t('model.form')}>
      <Facts
        facts={[
          [
            t('model.reach'),
            form.scope
              ? t('model.scope', { scope: JSON.stringify(form.scope) })
              : form.affectedEntities?.length && (
                  <EntityNames entityRefs={form.affectedEntities} />
                ),
          ],
        ]}
      />
      <Typography variant="subtitle2" component="h4" color="textSecondary">
        {t('model.fixed')}
      </Typography>
      <Facts facts={fixedFacts(form, policy, t)} />
      <Typography variant="subtitle2" component="h4" color="textSecondary">
        {t('model.proposed')}
      </Typography>
      <Facts
        facts={[
          [
            t('field.description'),
            form.description && <Markdown text={form.description} />,
          ],
          [
            t('field.justification'),
            form.justification && <Markdown text={form.justification} />,
          ],
          [
            t('field.implementer'),
            form.implementer && <EntityName entityRef={form.implementer} />,
          ],
        ]}
      />
    </Section>
  );
};

/** Every version, latest first, and who approved it. */
export const Versions = ({ model }: { model: ChangeModelView }) => {
  const t = useText();
  return (
    <Section title={t('model.versions')}>
      <ul>
        {model.versions.map(version => (
          <li key={version.version}>
            <strong>
              {version.version} · {version.title}
            </strong>{' '}
            {version.version === model.version && `(${t('model.inForce')}) `}
            {t('model.proposedBy')}{' '}
            <EntityName entityRef={version.proposedBy} />
            , <Time at={version.proposedAt} short />;{' '}
            {version.approvedBy ? (
              <>
                {t('model.approvedBy')}{' '}
                <EntityName entityRef={version.approvedBy} />
              </>
            ) : (
              t('model.waiting')
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
};

const withoutActor = ['promoted', 'demoted', 'restarted'];

/** Everything that happened to it, latest first. */
export const History = ({ model }: { model: ChangeModelView }) => {
  const t = useText();
  return (
    <Section title={t('model.history')}>
      <ul>
        {[...model.history].reverse().map(event => (
          <li key={event.sequence}>
            <Time at={event.occurredAt} short />{' '}
            {!withoutActor.includes(event.type) && (
              <EntityName entityRef={event.actor} />
            )}{' '}
            {t(`modelAct.${event.type as 'approved'}`)}
            {typeof event.data.changeId === 'string' &&
              ` · ${event.data.changeId}`}
            {typeof event.data.because === 'string' &&
              `: ${event.data.because}`}
          </li>
        ))}
      </ul>
    </Section>
  );
};
