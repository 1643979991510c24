import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import GetAppIcon from '@material-ui/icons/GetApp';
import Alert from '@material-ui/lab/Alert';
import { ComplianceQueryInput } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useDownload } from '../../hooks';
import { useText } from '../../translation';
import { toFailure } from '../display';
import { Panel } from './Panel';

const most = 500;

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
  },
  seed: { flex: '1 1 200px', maxWidth: 340 },
  size: { width: 130 },
  command: { overflowWrap: 'anywhere' },
}));

/** Takes the evidence of the period that is looked at. */
export const TakePack = (props: { query: ComplianceQueryInput }) => {
  const { query } = props;
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const [seed, setSeed] = useState('');
  const [size, setSize] = useState('25');
  const name = `evidence-${query.from.slice(0, 10)}.zip`;
  const { mutate, isPending, isSuccess, error } = useDownload(
    () =>
      api.evidence.downloadPack({
        ...query,
        ...(seed.trim() && { seed }),
        sampleSize: Number(size),
      }),
    name,
  );
  const isWrong = !/^\d{1,3}$/.test(size) || Number(size) > most;
  return (
    <Panel title={t('pack.title')} help={t('pack.help')}>
      <div className={classes.fields}>
        <TextField
          id="pack-seed"
          className={classes.seed}
          label={t('pack.seed')}
          helperText={t('pack.seedHelp')}
          value={seed}
          onChange={event => setSeed(event.target.value)}
          inputProps={{ maxLength: 100 }}
          variant="outlined"
          size="small"
        />
        <TextField
          id="pack-size"
          className={classes.size}
          type="number"
          label={t('pack.sampleSize')}
          value={size}
          onChange={event => setSize(event.target.value)}
          error={isWrong}
          inputProps={{ min: 0, max: most }}
          variant="outlined"
          size="small"
        />
        <Button
          variant="contained"
          color="primary"
          startIcon={<GetAppIcon />}
          disabled={isPending || isWrong}
          onClick={() => mutate()}
        >
          {t(isPending ? 'pack.taking' : 'pack.take')}
        </Button>
      </div>
      {error && (
        <Alert severity="error">
          {t('pack.failed')}: {toFailure(error).message}
        </Alert>
      )}
      {isSuccess && (
        <Typography variant="body2" className={classes.command} role="status">
          {t('pack.verify', { command: `change-audit verify ${name}` })}
        </Typography>
      )}
    </Panel>
  );
};
