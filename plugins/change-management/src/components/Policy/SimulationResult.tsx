import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { PolicySimulation } from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { Text, useText } from '../../translation';
import { ChangeLink, formatDay } from '../display';

type Approval = PolicySimulation['approvals'][number];
type Examples = Approval['examples'];

const useStyles = makeStyles(theme => ({
  heading: { margin: theme.spacing(2, 0, 0.5), fontWeight: 700 },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': {
      padding: theme.spacing(0.75, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
  },
  line: {
    display: 'grid',
    gridTemplateColumns: '3.5em minmax(0, 1fr)',
    columnGap: theme.spacing(1),
  },
  number: {
    fontWeight: 700,
    fontVariantNumeric: 'tabular-nums',
  },
  examples: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
  table: { maxWidth: 520, '& td, & th': { padding: theme.spacing(0.5, 1) } },
  method: {
    marginTop: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
    maxWidth: '80ch',
    '& summary': { cursor: 'pointer' },
  },
}));

/** `3.5 h`, `2.1 d` */
function inHours(hours: number | undefined): string {
  if (hours === undefined) {
    return '–';
  }
  return hours < 48
    ? `${Math.round(hours * 10) / 10} h`
    : `${Math.round(hours / 2.4) / 10} d`;
}

function voiceInWords(
  { roles, people }: Pick<Approval, 'roles' | 'people'>,
  t: Text,
): string {
  return [
    ...roles.map(role => t(`role.${role}`)),
    ...(people ? [t('policySimulation.people')] : []),
  ].join(` ${t('general.or')} `);
}

const Line = (props: {
  number: string;
  examples?: Examples;
  of?: number;
  children: ReactNode;
}) => {
  const { number, examples = [], of = 0, children } = props;
  const classes = useStyles();
  const t = useText();
  const rest = of - examples.length;
  return (
    <li className={classes.line}>
      <span className={classes.number}>{number}</span>
      <div>
        {children}
        {examples.length > 0 && (
          <div className={classes.examples}>
            {examples.map(({ id, title }, index) => (
              <span key={id} title={title}>
                {index > 0 && ', '}
                <ChangeLink id={id}>{id}</ChangeLink>
              </span>
            ))}
            {rest > 0 &&
              ` ${t('policySimulation.and', { number: String(rest) })}`}
          </div>
        )}
      </div>
    </li>
  );
};

const Part = (props: {
  title: string;
  shown: boolean;
  children: ReactNode;
}) => {
  const { title, shown, children } = props;
  const classes = useStyles();
  return shown ? (
    <>
      <Typography
        variant="subtitle1"
        component="h4"
        className={classes.heading}
      >
        {title}
      </Typography>
      <ul className={classes.list} aria-label={title}>
        {children}
      </ul>
    </>
  ) : null;
};

const Load = ({ load }: Pick<PolicySimulation, 'load'>) => {
  const classes = useStyles();
  const t = useText();
  return (
    <>
      <Typography
        variant="subtitle1"
        component="h4"
        className={classes.heading}
      >
        {t('policySimulation.load')}
      </Typography>
      <Table
        size="small"
        className={classes.table}
        aria-label={t('policySimulation.load')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('policySimulation.who')}</TableCell>
            <TableCell align="right">{t('policySimulation.before')}</TableCell>
            <TableCell align="right">{t('policySimulation.after')}</TableCell>
            <TableCell align="right">{t('policySimulation.change')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {load.map(({ who, before, after }) => (
            <TableRow key={who}>
              <TableCell component="th" scope="row">
                {who === 'people'
                  ? t('policySimulation.people')
                  : t(`role.${who}`)}
              </TableCell>
              <TableCell align="right">{before}</TableCell>
              <TableCell align="right">{after}</TableCell>
              <TableCell align="right">
                {after === before
                  ? '0'
                  : `${after > before ? '+' : '−'}${Math.abs(after - before)}`}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
};

function signed(added: number, removed: number, t: Text): string {
  return [
    added > 0 && t('policySimulation.more', { number: String(added) }),
    removed > 0 && t('policySimulation.less', { number: String(removed) }),
  ]
    .filter(Boolean)
    .join(' ');
}

const steps = {
  submit: 'policySimulation.onSubmit',
  schedule: 'policySimulation.onSchedule',
  start: 'policySimulation.onStart',
} as const;

/** What would have been different, in totals with some of the changes behind them, and how it was reckoned. */
export const SimulationResult = (props: { simulation: PolicySimulation }) => {
  const { simulation } = props;
  const { approvals, refused, risk, owed, waiting, replay } = simulation;
  const classes = useStyles();
  const t = useText();
  const from = formatDay(simulation.from);
  if (simulation.changes === 0) {
    return <Typography>{t('policySimulation.empty', { from })}</Typography>;
  }
  const counts = {
    differing: String(simulation.differing),
    changes: String(simulation.changes),
    against: simulation.against,
    from,
  };
  return (
    <>
      <Typography>
        {simulation.differing
          ? t('policySimulation.summary', counts)
          : t('policySimulation.none', counts)}
      </Typography>
      {!simulation.complete && simulation.reachedBackTo && (
        <Typography variant="body2">
          {t('policySimulation.incomplete', {
            from: formatDay(simulation.reachedBackTo),
          })}
        </Typography>
      )}
      <Part title={t('policySimulation.refused')} shown={refused.length > 0}>
        {refused.map(({ step, path, message, changes, examples }) => (
          <Line
            key={`${step} ${path} ${message}`}
            number={String(changes)}
            examples={examples}
            of={changes}
          >
            {t(steps[step])}: {message}
            {path && ` (${path})`}
          </Line>
        ))}
      </Part>
      <Part
        title={t('policySimulation.approvals')}
        shown={approvals.length > 0}
      >
        {approvals.map(approval => (
          <Line
            key={`${approval.id} ${voiceInWords(approval, t)}`}
            number={signed(approval.added, approval.removed, t)}
            examples={approval.examples}
            of={approval.added + approval.removed}
          >
            {t('policySimulation.asked', {
              who: voiceInWords(approval, t),
              rule: approval.rule,
            })}
          </Line>
        ))}
      </Part>
      <Part title={t('policySimulation.risk')} shown={risk.length > 0}>
        {risk.map(({ from: before, to, changes, examples }) => (
          <Line
            key={`${before} ${to}`}
            number={String(changes)}
            examples={examples}
            of={changes}
          >
            {t('policySimulation.moved', {
              from: before
                ? t(`risk.${before}`)
                : t('policySimulation.unknown'),
              to: to ? t(`risk.${to}`) : t('policySimulation.unknown'),
            })}
          </Line>
        ))}
      </Part>
      <Part title={t('policySimulation.owed')} shown={owed.length > 0}>
        {owed.map(({ what, added, removed, examples }) => (
          <Line
            key={what}
            number={signed(added, removed, t)}
            examples={examples}
            of={added + removed}
          >
            {t(`policySimulation.${what}`)}
          </Line>
        ))}
      </Part>
      <Part title={t('policySimulation.waiting')} shown>
        <li>
          {waiting.changes
            ? t('policySimulation.waits', {
                before: inHours(waiting.beforeHours),
                after: inHours(waiting.afterHours),
                changes: String(waiting.changes),
              })
            : t('policySimulation.waitsUnknown')}
        </li>
      </Part>
      <Load load={simulation.load} />
      <details className={classes.method}>
        <summary>{t('policySimulation.methodTitle')}</summary>
        {t('policySimulation.method', {
          unknown: String(waiting.unknown),
          otherwise: String(replay.otherwise),
        })}
      </details>
    </>
  );
};
