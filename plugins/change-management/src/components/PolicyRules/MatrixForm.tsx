import { makeStyles } from '@material-ui/core/styles';
import { riskLevels } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { coloursOf, riskLooks } from '../display';
import { useWritten } from './writing';

const steps = [1, 2, 3, 4, 5];

const useStyles = makeStyles(theme => ({
  frame: { overflowX: 'auto', width: '100%' },
  table: {
    borderCollapse: 'collapse',
    fontSize: theme.typography.body2.fontSize,
    '& th': {
      padding: theme.spacing(0.5, 1),
      fontWeight: 500,
      textAlign: 'left',
      whiteSpace: 'nowrap',
    },
    '& td': { padding: 2 },
  },
  cell: {
    font: 'inherit',
    fontSize: '0.8125rem',
    padding: theme.spacing(0.75, 0.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
    '& option': {
      color: theme.palette.text.primary,
      backgroundColor: theme.palette.background.paper,
    },
  },
  ...Object.fromEntries(
    riskLevels.map(level => {
      const { text, background } = coloursOf(theme, riskLooks[level][1]);
      return [level, { color: text, backgroundColor: background }];
    }),
  ),
}));

const Cell = (props: { likelihood: number; impact: number }) => {
  const { likelihood, impact } = props;
  const classes: Record<string, string> = useStyles();
  const t = useText();
  const { id, value, put } = useWritten([
    ...['risk', 'matrix'],
    likelihood - 1,
    impact - 1,
  ]);
  return (
    <select
      id={id}
      className={`${classes.cell} ${classes[String(value)] ?? ''}`}
      aria-label={t('riskForm.cell', {
        likelihood: String(likelihood),
        impact: String(impact),
      })}
      value={String(value)}
      onChange={({ target }) => put(target.value)}
    >
      {riskLevels.map(level => (
        <option key={level} value={level}>
          {level}
        </option>
      ))}
    </select>
  );
};

/** The level that each likelihood makes with each impact. */
export const MatrixForm = () => {
  const classes = useStyles();
  const t = useText();
  const { value } = useWritten(['risk', 'matrix']);
  if (!Array.isArray(value) || !value.every(Array.isArray)) {
    return <p>{t('policyForms.onlyYaml')}</p>;
  }
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            {steps.map(impact => (
              <th key={impact} scope="col">
                {t('riskForm.impactIs', { number: String(impact) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...steps].reverse().map(likelihood => (
            <tr key={likelihood}>
              <th scope="row">
                {t('riskForm.likelihoodIs', { number: String(likelihood) })}
              </th>
              {steps.map(impact => (
                <td key={impact}>
                  <Cell likelihood={likelihood} impact={impact} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
