import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  ReviewRow,
  ReviewView,
} from 'backstage-plugin-change-management-common';
import { ReactNode, useState } from 'react';
import { useReviewRows } from '../../hooks';
import { useText } from '../../translation';
import {
  ChangeLink,
  formatDay,
  OutcomeWord,
  PagedTable,
  StateWord,
  Time,
  TypeWord,
} from '../display';

const useStyles = makeStyles(theme => ({
  facts: {
    margin: theme.spacing(1, 0),
    '& > div': {
      padding: theme.spacing(0.5, 0),
      [theme.breakpoints.up('sm')]: {
        display: 'grid',
        gridTemplateColumns: '200px minmax(0, 1fr)',
        columnGap: theme.spacing(2),
      },
    },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

const Row = ({ row }: { row: ReviewRow }) => (
  <TableRow hover>
    <TableCell component="th" scope="row">
      <ChangeLink id={row.changeId}>{row.title}</ChangeLink> {row.changeId}
    </TableCell>
    <TableCell>
      <TypeWord type={row.type} />
    </TableCell>
    <TableCell>
      {row.closeCode ? (
        <OutcomeWord code={row.closeCode} />
      ) : (
        <StateWord state={row.state} />
      )}
    </TableCell>
  </TableRow>
);

const Rows = ({ id }: { id: string }) => {
  const t = useText();
  return (
    <PagedTable
      list={useReviewRows(id, true)}
      label={t('reviewData.rows')}
      heads={[
        t('sample.change'),
        t('reviewData.type'),
        t('reviewData.outcome'),
      ]}
      row={row => <Row key={row.changeId} row={row} />}
    />
  );
};

/** What a review rests on: the population with its completeness, the changes themselves, and how to prove that it is the same. */
export const DataSet = ({ review }: { review: ReviewView }) => {
  const classes = useStyles();
  const t = useText();
  const [isShown, setShown] = useState(false);
  const { data } = review;
  if (!data) {
    return null;
  }
  const { population, policy, incidents, digest, takenAt } = data;
  const counted =
    population &&
    [
      t('reviewData.population', { changes: String(population.changes) }),
      population.events === undefined
        ? ''
        : t('reviewData.events', { events: String(population.events) }),
      `; ${t(
        population.complete ? 'reviewData.complete' : 'reviewData.incomplete',
      )}`,
    ].join('');
  const facts: [string, ReactNode][] = [
    [
      t('reviewData.policy'),
      policy &&
        t('reviewData.policyIs', {
          version: policy.version,
          date: formatDay(policy.effectiveDate),
        }),
    ],
    [
      t('reviewData.lastReviewed'),
      policy?.lastReviewedAt && <Time at={policy.lastReviewedAt} short />,
    ],
    [
      t('reviewData.incidents'),
      incidents?.length
        ? incidents.map(({ id, title }) => `${id} ${title}`).join(', ')
        : undefined,
    ],
    [t('reviewData.rows'), counted],
    [t('reviewData.frozen'), <Time at={takenAt} short />],
    [t('reviewData.digest'), <code>{digest}</code>],
    [t('reviewData.seed'), population?.seed && <code>{population.seed}</code>],
  ];
  return (
    <>
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
      {review.kind !== 'policy' &&
        (isShown ? (
          <Rows id={review.id} />
        ) : (
          <Button variant="outlined" onClick={() => setShown(true)}>
            {t('reviewData.showRows')}
          </Button>
        ))}
      {review.narrowed && (
        <Typography variant="body2">{t('review.narrowed')}</Typography>
      )}
    </>
  );
};
