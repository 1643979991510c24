import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  RecordEvent,
  ReviewWithHistory,
} from 'backstage-plugin-change-management-common';
import { ReactNode, useId } from 'react';
import { useReview } from '../../hooks';
import { reviews as messages } from '../../messages/reviews';
import { reviewRouteRef } from '../../routes';
import { useChangeId } from '../../routing';
import { useText } from '../../translation';
import { ChangeLink, EntityName, RecordPage, Time } from '../display';
import { DataSet } from './DataSet';
import { ReviewFigures } from './Figures';
import { Findings } from './Findings';
import { SampleRows } from './SampleRows';
import { SignOff } from './SignOff';
import { ReviewStatusWord, useProgress, useReviewName } from './words';

const useStyles = makeStyles(theme => ({
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
  },
  section: { marginTop: theme.spacing(4) },
  history: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': { padding: theme.spacing(0.5, 0) },
  },
}));

const Section = (props: { title: string; children: ReactNode }) => {
  const classes = useStyles();
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Typography variant="h6" component="h3" id={id} gutterBottom>
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
};

type Act = keyof (typeof messages)['reviewAct'];

const History = ({ history }: { history: RecordEvent[] }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <ul className={classes.history}>
      {[...history].reverse().map(event => (
        <li key={event.sequence}>
          <EntityName entityRef={event.actor} />{' '}
          {event.type in messages.reviewAct
            ? t(`reviewAct.${event.type as Act}`)
            : event.type}
          , <Time at={event.occurredAt} short />
        </li>
      ))}
    </ul>
  );
};

const AtTheChange = ({ id }: { id: string }) => {
  const t = useText();
  return (
    <Typography paragraph>
      {t('review.atTheChange')}{' '}
      <ChangeLink id={id}>{t('review.toTheChange', { id })}</ChangeLink>
    </Typography>
  );
};

const Report = ({ review }: { review: ReviewWithHistory }) => {
  const t = useText();
  const { data, sample } = review;
  return (
    <>
      {data?.figures && (
        <Section title={t('reviewData.figures')}>
          <ReviewFigures figures={data.figures.total} trend={data.trend} />
        </Section>
      )}
      {sample.length > 0 && (
        <Section title={t('sample.title')}>
          <SampleRows review={review} />
        </Section>
      )}
      <Section title={t('finding.title')}>
        <Findings review={review} />
      </Section>
      {data && (
        <Section title={t('reviewData.proof')}>
          <DataSet review={review} />
        </Section>
      )}
    </>
  );
};

const Content = ({ review }: { review: ReviewWithHistory }) => {
  const classes = useStyles();
  const t = useText();
  const nameOf = useReviewName();
  const progressOf = useProgress();
  const { id, clause, dueAt, signedOffAt, changeId } = review;
  return (
    <>
      <Typography variant="h4" component="h2" gutterBottom>
        {nameOf(review)}
      </Typography>
      <div className={classes.words}>
        <ReviewStatusWord review={review} />
        <span>
          {id} · {clause}
        </span>
        <span>
          {t(signedOffAt ? 'review.signedOff' : 'review.due')}{' '}
          <Time at={signedOffAt ?? dueAt} />
        </span>
        <span>{progressOf(review)}</span>
      </div>
      {changeId ? <AtTheChange id={changeId} /> : <Report review={review} />}
      {(!changeId || signedOffAt) && (
        <Section title={t('signOff.title')}>
          <SignOff review={review} />
        </Section>
      )}
      <Section title={t('signOff.history')}>
        <History history={review.history} />
      </Section>
    </>
  );
};

/** One review as a report: figures, the changes drawn, findings and what is done about them, and the sign-off at the end. */
export const ReviewPage = () => {
  const id = useChangeId();
  const nameOf = useReviewName();
  const record = useReview(id);
  const href = useRouteRef(reviewRouteRef)({ id });
  return (
    <RecordPage
      record={record}
      label={record.data ? nameOf(record.data) : id}
      href={href}
    >
      {review => <Content review={review} />}
    </RecordPage>
  );
};
