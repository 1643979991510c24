import { table } from './table.mjs';

const heads = [
  '',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'database CPU ms',
  'statements',
  'afterwards',
  'KB',
  'of the bare rate',
  'by CPU',
];

/** The rate as a part of the bare route's; and what it would be if the backend's CPU alone counted. */
function compare(results, name) {
  const { floor, perSecond, cpu } = results[name];
  return (
    floor && {
      rate: perSecond / results[floor].perSecond,
      cpu: results[floor].cpu / cpu,
    }
  );
}

function row(results, name) {
  const r = results[name];
  const of = compare(results, name);
  return [
    name,
    r.perSecond.toFixed(0),
    r.p50.toFixed(1),
    r.p99.toFixed(1),
    r.cpu.toFixed(2),
    Number.isNaN(r.databaseCpu) ? '' : r.databaseCpu.toFixed(2),
    r.statements.toFixed(1),
    r.statementsAfter < 0.05 ? '' : r.statementsAfter.toFixed(1),
    (r.bytes / 1024).toFixed(1),
    of ? of.rate.toFixed(2) : '',
    of ? of.cpu.toFixed(2) : '',
  ];
}

/** The results at one size. */
export function toTable(results) {
  return table([
    heads,
    ...Object.keys(results).map(name => row(results, name)),
  ]);
}

const aims = {
  'get a change': { ratio: 0.6 },
  'history of a service': { ratio: 0.6 },
  create: { ratio: 0.35, statements: 12 },
  approve: { ratio: 0.35, statements: 12 },
};
const FLAT = 1.15;

function verdict(good) {
  return good ? 'met' : 'MISSED';
}

/** What is promised of speed with permissions off, and whether it was kept, line by line. */
export function toVerdicts(runs) {
  const off = runs.filter(({ permissions }) => permissions === 'off');
  const lines = off.flatMap(({ size, results }) =>
    Object.entries(aims).flatMap(([name, aim]) => {
      const { rate, cpu } = compare(results, name);
      const statements = Number(results[name].statements.toFixed(1));
      const ofStatements = aim.statements
        ? `, ${statements} statements of at most ${aim.statements}`
        : '';
      const good = rate >= aim.ratio && !(statements > aim.statements);
      return `${size}: ${name}: ${rate.toFixed(
        2,
      )} of the bare route (by CPU ${cpu.toFixed(2)}), at least ${
        aim.ratio
      }${ofStatements}: ${verdict(good)}`;
    }),
  );
  const [first] = off;
  const last = off[off.length - 1];
  if (last !== first) {
    // Minutes lie between the two, and a shared machine is not as fast at the end as at the beginning: so each is
    // held against the bare page that was measured in turns with it.
    const time = ({ results }, name) => results[name].p50;
    const relative = run =>
      time(run, 'history of a service') / time(run, 'bare: a page of 50');
    const growth = relative(last) / relative(first);
    const raw =
      time(last, 'history of a service') / time(first, 'history of a service');
    lines.push(
      `history of a service at ${last.size}: ${growth.toFixed(
        2,
      )} × its time at ${
        first.size
      }, against a bare page beside it (${raw.toFixed(
        2,
      )} by the clock), at most ${FLAT}: ${verdict(growth <= FLAT)}`,
    );
  }
  return lines.join('\n');
}
