import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import { SelectField } from '../fields';
import { periods, usePeriod } from './usePeriod';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0),
    '& > *': { flex: '1 1 180px', maxWidth: 300 },
  },
}));

/** Chooses the period and the system. */
export const PeriodFields = (props: ReturnType<typeof usePeriod>) => {
  const { period, days, basis, entityRef, isWrong, update } = props;
  const classes = useStyles();
  const t = useText();
  const names = [
    t('compliance.thisQuarter'),
    t('compliance.lastQuarter'),
    t('compliance.thisYear'),
    t('compliance.lastYear'),
    t('compliance.ownPeriod'),
  ];
  const day = (name: 'from' | 'to') => (
    <TextField
      id={`compliance-${name}`}
      type="date"
      label={t(`compliance.${name}`)}
      value={days[name]}
      onChange={event => update({ [name]: event.target.value })}
      error={isWrong}
      helperText={isWrong && name === 'to' && t('compliance.wrongPeriod')}
      variant="outlined"
      size="small"
      InputLabelProps={{ shrink: true }}
    />
  );
  return (
    <div className={classes.root}>
      <SelectField
        id="compliance-period"
        label={t('compliance.period')}
        value={period}
        options={periods.map((each, i) => [each, names[i]])}
        onChange={value => update({ period: value, ...days })}
      />
      {period === 'own' && day('from')}
      {period === 'own' && day('to')}
      <SelectField
        id="compliance-basis"
        label={t('compliance.basis')}
        value={basis}
        options={[
          ['requested', t('compliance.requested')],
          ['carried-out', t('compliance.carriedOut')],
        ]}
        onChange={value => update({ basis: value })}
      />
      <EntityPicker
        id="compliance-entity"
        label={t('compliance.entity')}
        help={t('compliance.wholePortal')}
        kinds={affectableKinds}
        size="small"
        value={entityRef}
        onChange={value => update({ entity: value })}
      />
    </div>
  );
};
