import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  ConfigurationBlame,
  ConfigurationVersion,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useConfigurationBlame, useConfigurationVersion } from '../../hooks';
import { useText } from '../../translation';
import { ChangeLink, LoadFailure, RowSkeletons } from '../display';

const useStyles = makeStyles(theme => ({
  scroll: {
    overflow: 'auto',
    maxHeight: '70vh',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontFamily: 'monospace',
    fontSize: 13,
    lineHeight: 1.5,
    '& td, & th': {
      padding: theme.spacing(0, 1),
      textAlign: 'left',
      verticalAlign: 'top',
    },
    '& thead th': { fontFamily: theme.typography.fontFamily },
  },
  first: { '& td, & th': { borderTop: `1px solid ${theme.palette.divider}` } },
  by: { width: '1%', whiteSpace: 'nowrap', fontWeight: 'inherit' },
  number: {
    width: '1%',
    color: theme.palette.text.secondary,
    userSelect: 'none',
  },
  text: { whiteSpace: 'pre' },
}));

const linesAtFirst = 1_000;

/** By line, where a range begins, the version that brought it. */
function beginnings({ ranges, versions }: ConfigurationBlame) {
  const byNumber = new Map(versions.map(version => [version.number, version]));
  return new Map(
    ranges.map(({ fromLine, version }) => [fromLine, byNumber.get(version)]),
  );
}

const BroughtBy = ({ version }: { version: ConfigurationVersion }) => {
  const t = useText();
  const { number, changeId } = version;
  return (
    <>
      {t('configuration.versionShort', { version: String(number) })}{' '}
      {changeId && <ChangeLink id={changeId}>{changeId}</ChangeLink>}
    </>
  );
};

/** The content of a version, and beside each line the change that brought it. */
export const BlamedContent = (props: { itemId: string; version: number }) => {
  const { itemId, version } = props;
  const classes = useStyles();
  const t = useText();
  const [showsAll, setShowsAll] = useState(false);
  const { data, error, refetch } = useConfigurationVersion(itemId, version);
  const { data: blame } = useConfigurationBlame(itemId, version);
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={6} />;
  }
  const lines = data.content.replace(/\n$/, '').split('\n');
  const shown = showsAll ? lines : lines.slice(0, linesAtFirst);
  const firsts = blame && beginnings(blame);
  return (
    <>
      <div
        className={classes.scroll}
        // What scrolls has to be reached by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={t('configuration.content')}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('configuration.change')}</th>
              <th scope="col" colSpan={2}>
                {t('configuration.content')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line, index) => {
              const brought = firsts?.get(index + 1);
              return (
                // Lines of a version never move.
                <tr
                  // eslint-disable-next-line react/no-array-index-key
                  key={index}
                  className={brought ? classes.first : undefined}
                >
                  <td className={classes.by}>
                    {brought && <BroughtBy version={brought} />}
                  </td>
                  <td className={classes.number}>{index + 1}</td>
                  <td className={classes.text}>{line}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.length < lines.length && (
        <Button onClick={() => setShowsAll(true)}>
          {t('configuration.showAll', { lines: String(lines.length) })}
        </Button>
      )}
    </>
  );
};
