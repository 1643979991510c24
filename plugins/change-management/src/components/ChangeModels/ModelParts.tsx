import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeModelView,
  ModelForm,
  Policy,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { Text, useText } from '../../translation';
import {
  ChangeLink,
  EntityName,
  EntityNames,
  Markdown,
  RollbackSteps,
  Sentence,
  Time,
} from '../display';

const useStyles = makeStyles(theme => ({
  section: { marginTop: theme.spacing(4), overflowWrap: 'anywhere' },
  part: { marginTop: theme.spacing(2) },
  partTitle: { fontWeight: 700 },
  facts: {
    margin: 0,
    '& > div': {
      padding: theme.spacing(0.75, 0),
      [theme.breakpoints.up('sm')]: {
        display: 'grid',
        gridTemplateColumns: '200px minmax(0, 80ch)',
        columnGap: theme.spacing(2),
      },
    },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0 },
    '& ol, & ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
  },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': {
      padding: theme.spacing(0.75, 0),
      [theme.breakpoints.up('sm')]: {
        display: 'grid',
        gridTemplateColumns: '200px minmax(0, 1fr)',
        columnGap: theme.spacing(2),
      },
    },
  },
  when: { display: 'block', color: theme.palette.text.secondary },
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

/** Facts of one kind, under what they have in common. */
const Part = (props: { title?: string; facts: Fact[] }) => {
  const classes = useStyles();
  const facts = props.facts.filter(([, value]) => value);
  return facts.length ? (
    <div className={classes.part}>
      {props.title && (
        <Typography component="h4" className={classes.partTitle} gutterBottom>
          {props.title}
        </Typography>
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  ) : null;
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
      steps.length > 0 && <RollbackSteps plan={{ steps }} />,
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
      <Part
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
      <Part title={t('model.fixed')} facts={fixedFacts(form, policy, t)} />
      <Part
        title={t('model.proposed')}
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
  const classes = useStyles();
  const t = useText();
  return (
    <Section title={t('model.versions')}>
      <ul className={classes.list}>
        {model.versions.map(version => (
          <li key={version.version}>
            <span>
              <strong>
                {t('model.numbered', { number: String(version.version) })}
              </strong>
              {version.version === model.version && ` (${t('model.inForce')})`}
            </span>
            <span>
              {version.title !== model.title && `${version.title}. `}
              {t('model.proposedBy')}{' '}
              <EntityName entityRef={version.proposedBy} />,{' '}
              <Time at={version.proposedAt} short />;{' '}
              {version.approvedBy ? (
                <>
                  {t('model.approvedBy')}{' '}
                  <EntityName entityRef={version.approvedBy} />
                  {version.approvedAt && (
                    <>
                      , <Time at={version.approvedAt} short />
                    </>
                  )}
                </>
              ) : (
                t('model.waiting')
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const withoutActor = ['promoted', 'demoted', 'restarted'];

/** A sentence that names a change, with the way to that change. */
const WithChange = (props: { text: string; changeId: string }) => {
  const { text, changeId } = props;
  const [before, after] = text.split(changeId);
  return (
    <>
      {before}
      <ChangeLink id={changeId}>{changeId}</ChangeLink>
      {after}
    </>
  );
};

const Act = ({ event }: { event: ChangeModelView['history'][number] }) => {
  const t = useText();
  const { changeId, because } = event.data;
  const said = `${t(`modelAct.${event.type as 'approved'}`)}${
    because ? `: ${because}` : ''
  }`;
  return (
    <span>
      {!withoutActor.includes(event.type) && (
        <>
          <EntityName entityRef={event.actor} />{' '}
        </>
      )}
      {typeof changeId === 'string' ? (
        <WithChange
          text={said.includes(changeId) ? said : `${said} ${changeId}`}
          changeId={changeId}
        />
      ) : (
        <Sentence text={said} />
      )}
    </span>
  );
};

/** Everything that happened to it, latest first. */
export const History = ({ model }: { model: ChangeModelView }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <Section title={t('model.history')}>
      <ul className={classes.list}>
        {[...model.history].reverse().map(event => (
          <li key={event.sequence}>
            <span className={classes.when}>
              <Time at={event.occurredAt} short />
            </span>
            <Act event={event} />
          </li>
        ))}
      </ul>
    </Section>
  );
};
