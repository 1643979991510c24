import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { RiskBackTest } from 'backstage-plugin-change-management-common';
import { useId } from 'react';
import { usePolicy, useRiskBackTest } from '../../hooks';
import { useText } from '../../translation';
import { useTableStyles } from '../display';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(5) },
  reliability: { maxWidth: 560, marginTop: theme.spacing(1.5) },
}));

function percent(rate: number): string {
  return String(Math.round(rate * 100));
}

const Reliability = ({ bins }: Pick<RiskBackTest, 'bins'>) => {
  const classes = useStyles();
  const table = useTableStyles();
  const t = useText();
  const rateIn = (rate = 0) => t('figures.percent', { percent: percent(rate) });
  return (
    <div className={`${table.scroll} ${classes.reliability}`}>
      <Table
        size="small"
        className={table.table}
        aria-label={t('backTest.list')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('backTest.range')}</TableCell>
            <TableCell>{t('backTest.changes')}</TableCell>
            <TableCell>{t('backTest.predicted')}</TableCell>
            <TableCell>{t('backTest.failed')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {bins
            .filter(({ changes }) => changes > 0)
            .map(({ from, to, changes, predicted, failed }) => (
              <TableRow key={from}>
                <TableCell component="th" scope="row">
                  {percent(from)}–{rateIn(to)}
                </TableCell>
                <TableCell data-head={t('backTest.changes')}>
                  {changes}
                </TableCell>
                <TableCell data-head={t('backTest.predicted')}>
                  {rateIn(predicted)}
                </TableCell>
                <TableCell data-head={t('backTest.failed')}>
                  {rateIn(failed)}
                </TableCell>
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </div>
  );
};

const Verdict = ({ result }: { result: RiskBackTest }) => {
  const t = useText();
  const { data: policy } = usePolicy();
  const { changes, predicted, failureRate, brier, baseBrier, bins } = result;
  if (brier === undefined || baseBrier === undefined) {
    return policy ? (
      <Typography variant="body2">
        {t('backTest.tooFew', {
          minimum: String(policy.risk.learned.minimumChanges),
          changes: String(changes),
        })}
      </Typography>
    ) : null;
  }
  return (
    <>
      <Typography variant="body2">
        <strong>
          {t('backTest.brier', {
            brier: brier.toFixed(3),
            predicted: String(predicted),
          })}
        </strong>
        .{' '}
        {t('backTest.base', {
          rate: percent(failureRate ?? 0),
          brier: baseBrier.toFixed(3),
        })}
        . {brier < baseBrier ? t('backTest.helps') : t('backTest.doesNotHelp')}
      </Typography>
      <Reliability bins={bins} />
    </>
  );
};

/** How well learning from closed changes would have done; nothing for those who may not read it. */
export const BackTest = () => {
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const { data } = useRiskBackTest();
  return data ? (
    <section className={classes.root} aria-labelledby={id}>
      <Typography variant="h6" component="h3" id={id} gutterBottom>
        {t('backTest.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('backTest.help')}
      </Typography>
      <Verdict result={data} />
    </section>
  ) : null;
};
