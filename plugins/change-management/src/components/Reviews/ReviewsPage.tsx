import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  reviewKinds,
  ReviewQueryInput,
  ReviewSummary,
} from 'backstage-plugin-change-management-common';
import { useId } from 'react';
import { useReviews } from '../../hooks';
import { reviewRouteRef } from '../../routes';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { ChangeLink, Empty, EntityNames, PagedTable, Time } from '../display';
import { SelectField } from '../fields';
import {
  ReviewStatusWord,
  useMissingRoles,
  useProgress,
  useReviewName,
} from './words';

const useStyles = makeStyles(theme => ({
  filters: { margin: theme.spacing(2, 0), '& > *': { minWidth: 220 } },
  group: { marginTop: theme.spacing(3) },
}));

const WaitsFor = ({ review }: { review: ReviewSummary }) => {
  const missing = useMissingRoles();
  if (review.status === 'signed-off') {
    return <EntityNames entityRefs={review.signatures.map(({ by }) => by)} />;
  }
  return review.changeId ? (
    <ChangeLink id={review.changeId}>{review.changeId}</ChangeLink>
  ) : (
    <>{missing(review)}</>
  );
};

const Row = ({ review }: { review: ReviewSummary }) => {
  const t = useText();
  const nameOf = useReviewName();
  const progressOf = useProgress();
  const path = useRouteRef(reviewRouteRef)({ id: review.id });
  const isDone = review.status === 'signed-off';
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <Link to={path}>{nameOf(review)}</Link>
        <Typography variant="body2" color="textSecondary">
          {review.id} · {review.clause}
        </Typography>
      </TableCell>
      <TableCell>
        <ReviewStatusWord review={review} />
      </TableCell>
      <TableCell data-head={t(isDone ? 'review.signedOff' : 'review.due')}>
        <Time at={review.signedOffAt ?? review.dueAt} short={isDone} />
      </TableCell>
      <TableCell
        data-head={isDone ? t('review.signedBy') : t('review.waitsFor')}
      >
        <WaitsFor review={review} />
      </TableCell>
      <TableCell>{progressOf(review)}</TableCell>
    </TableRow>
  );
};

const Group = (props: {
  title: string;
  query: ReviewQueryInput;
  isDone?: boolean;
  none: string;
  more?: string;
}) => {
  const { title, query, isDone, none, more } = props;
  const classes = useStyles();
  const t = useText();
  const id = useId();
  return (
    <section className={classes.group} aria-labelledby={id}>
      <Typography variant="h6" component="h3" id={id} gutterBottom>
        {title}
      </Typography>
      <PagedTable
        list={useReviews(query)}
        // What is due first stands first; of those that are done, the last.
        arrange={isDone ? undefined : items => [...items].reverse()}
        labelledBy={id}
        heads={[
          t('review.name'),
          t('review.status'),
          t(isDone ? 'review.signedOff' : 'review.due'),
          t(isDone ? 'review.signedBy' : 'review.waitsFor'),
          t('review.progress'),
        ]}
        skeletons={3}
        empty={<Empty title={none} more={more} />}
        row={review => <Row key={review.id} review={review} />}
      />
    </section>
  );
};

/** Every review: those to be done, the one that is due first at the top, and those that are signed off. */
export const ReviewsPage = () => {
  const classes = useStyles();
  const t = useText();
  const [params, update] = useQueryState();
  const kind = params.get('kind') ?? '';
  const asked = kind ? { kind } : {};
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('review.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('review.help')}
      </Typography>
      <div className={classes.filters}>
        <SelectField
          id="review-kind"
          label={t('review.kind')}
          value={kind}
          empty={t('review.anyKind')}
          options={reviewKinds.map(one => [one, t(`reviewKind.${one}`)])}
          onChange={value => update({ kind: value })}
        />
      </div>
      <Group
        title={t('review.open')}
        query={{ ...asked, status: 'open', limit: 200 }}
        none={t('review.noneOpen')}
        more={t('review.noneOpenMore')}
      />
      <Group
        title={t('review.done')}
        query={{ ...asked, status: 'signed-off' }}
        isDone
        none={t('review.noneDone')}
      />
    </>
  );
};
