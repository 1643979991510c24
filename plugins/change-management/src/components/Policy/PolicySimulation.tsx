import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  BodyOf,
  PolicySimulation,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useText } from '../../translation';
import { toFailure } from '../display';
import { SelectField } from '../fields';
import { SimulationResult } from './SimulationResult';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(3, 0) },
  ask: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0, 2),
  },
}));

/** Simulates a version, or a document that is being written, over past changes. */
export const PolicySimulationPanel = (props: {
  subject: Pick<BodyOf<'simulatePolicy'>, 'version' | 'document'>;
  disabled?: boolean;
}) => {
  const { subject, disabled } = props;
  const api = useApi(changeManagementApiRef);
  const classes = useStyles();
  const t = useText();
  const [months, setMonths] = useState('6');
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [result, setResult] = useState<PolicySimulation>();
  const run = async () => {
    setRunning(true);
    setFailure(undefined);
    try {
      const body = { ...subject, months: Number(months) };
      setResult(await api.policies.simulate(body));
    } catch (error) {
      setFailure(toFailure(error).message);
    }
    setRunning(false);
  };
  return (
    <section className={classes.root} aria-label={t('policySimulation.title')}>
      <Typography variant="h6" component="h3">
        {t('policySimulation.title')}
      </Typography>
      <Typography variant="body2">{t('policySimulation.help')}</Typography>
      <div className={classes.ask}>
        <SelectField
          id="policy-simulation-months"
          label={t('policySimulation.months')}
          value={months}
          options={['1', '3', '6', '12', '24'].map(number => [
            number,
            t('policySimulation.monthsAre', { months: number }),
          ])}
          onChange={setMonths}
        />
        <Button
          variant="outlined"
          color="primary"
          disabled={disabled || running}
          onClick={run}
        >
          {t('policySimulation.run')}
        </Button>
      </div>
      <div aria-live="polite">
        {running && (
          <>
            <Typography variant="body2">
              {t('policySimulation.running')}
            </Typography>
            <LinearProgress aria-label={t('policySimulation.running')} />
          </>
        )}
        {failure && <Alert severity="error">{failure}</Alert>}
        {result && !running && <SimulationResult simulation={result} />}
      </div>
    </section>
  );
};
