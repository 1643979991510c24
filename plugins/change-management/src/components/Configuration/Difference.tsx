import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { ConfigurationDiff } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { DiffRow, rowsOf, Side } from './diffRows';

const useStyles = makeStyles(theme => {
  const isDark = theme.palette.type === 'dark';
  return {
    scroll: {
      overflowX: 'auto',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontFamily: 'monospace',
      fontSize: 13,
      lineHeight: 1.5,
      '& td, & th': { padding: theme.spacing(0, 1), textAlign: 'left' },
      '& thead th': {
        padding: theme.spacing(0.5, 1),
        fontFamily: theme.typography.fontFamily,
      },
    },
    number: {
      width: '1%',
      color: theme.palette.text.secondary,
      textAlign: 'right !important' as 'right',
      userSelect: 'none',
      verticalAlign: 'top',
    },
    text: {
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      verticalAlign: 'top',
    },
    half: { width: '49%' },
    removed: { background: isDark ? '#4b1c1c' : '#ffebe9' },
    added: { background: isDark ? '#173a22' : '#e6ffec' },
    hunk: {
      color: theme.palette.text.secondary,
      background: theme.palette.action.hover,
      fontFamily: theme.typography.fontFamily,
    },
  };
});

type Hunk = ConfigurationDiff['hunks'][number];

const Line = (props: {
  side?: Side;
  mark: '-' | '+' | ' ';
  className?: string;
}) => {
  const { side, mark, className = '' } = props;
  const classes = useStyles();
  const background = side && mark !== ' ' ? className : '';
  return (
    <>
      <td className={`${classes.number} ${background}`}>{side?.number}</td>
      <td className={`${classes.text} ${background} ${classes.half}`}>
        {side && `${mark} ${side.text}`}
      </td>
    </>
  );
};

const SideBySide = ({ rows }: { rows: DiffRow[] }) => {
  const classes = useStyles();
  return (
    <>
      {rows.map(({ before, after, altered }) => (
        <tr key={`${before?.number}/${after?.number}`}>
          <Line
            side={before}
            mark={altered ? '-' : ' '}
            className={classes.removed}
          />
          <Line
            side={after}
            mark={altered ? '+' : ' '}
            className={classes.added}
          />
        </tr>
      ))}
    </>
  );
};

const OneBelowTheOther = ({ hunk }: { hunk: Hunk }) => {
  const classes = useStyles();
  const marks = { '-': classes.removed, '+': classes.added };
  return (
    <>
      {hunk.lines.map((line, index) => (
        // Lines of a difference never move.
        // eslint-disable-next-line react/no-array-index-key
        <tr key={index}>
          <td
            className={`${classes.text} ${marks[line[0] as '-' | '+'] ?? ''}`}
          >
            {`${line[0]} ${line.slice(1)}`}
          </td>
        </tr>
      ))}
    </>
  );
};

/** What differs, side by side; one below the other where there is no room. */
export const Difference = (props: {
  diff: ConfigurationDiff;
  before: string;
  after: string;
}) => {
  const { diff, before, after } = props;
  const classes = useStyles();
  const t = useText();
  const isNarrow = useMediaQuery('(max-width: 799px)');
  const { added, removed, hunks, exact } = diff;
  if (hunks.length === 0) {
    return (
      <Typography color="textSecondary">
        {t('configuration.sameContent')}
      </Typography>
    );
  }
  return (
    <>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('configuration.counts', {
          added: String(added),
          removed: String(removed),
        })}
        {!exact && ` · ${t('configuration.inexact')}`}
      </Typography>
      <div className={classes.scroll}>
        <table
          className={classes.table}
          aria-label={`${t('configuration.difference')}: ${diff.name}`}
        >
          <thead>
            <tr>
              {isNarrow ? (
                <th scope="col">{`${before} → ${after}`}</th>
              ) : (
                <>
                  <th scope="col" colSpan={2}>
                    {before}
                  </th>
                  <th scope="col" colSpan={2}>
                    {after}
                  </th>
                </>
              )}
            </tr>
          </thead>
          {hunks.map(hunk => (
            <tbody key={`${hunk.oldStart}/${hunk.newStart}`}>
              <tr>
                <td colSpan={4} className={classes.hunk}>
                  {t('configuration.skipped', { line: String(hunk.newStart) })}
                </td>
              </tr>
              {isNarrow ? (
                <OneBelowTheOther hunk={hunk} />
              ) : (
                <SideBySide rows={rowsOf(hunk)} />
              )}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
};
