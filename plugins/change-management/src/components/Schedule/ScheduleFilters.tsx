import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import FilterListIcon from '@material-ui/icons/FilterList';
import {
  changeStates,
  changeTypes,
  riskLevels,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { Text, useText } from '../../translation';
import { affectableKinds, EntityPicker, peopleKinds } from '../CatalogPicker';
import { ChoiceSelect, ChosenList, SelectField } from '../fields';
import { ScheduleChoice, ScheduleState } from './useScheduleState';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    alignItems: 'flex-start',
    '& > *': { flex: '1 1 100px' },
    '& > $wide': { flex: '2 1 180px' },
    '& > $mine': { flex: '0 0 auto', margin: 0 },
  },
  wide: {},
  mine: {},
}));

interface Choice {
  name: ScheduleChoice;
  label: string;
  options: [value: string, text: string][];
}

function choicesIn(t: Text): Choice[] {
  return [
    {
      name: 'type',
      label: t('list.type'),
      options: changeTypes.map(s => [s, t(`type.${s}`)]),
    },
    {
      name: 'riskLevel',
      label: t('list.risk'),
      options: riskLevels.map(s => [s, t(`risk.${s}`)]),
    },
    {
      name: 'state',
      label: t('list.state'),
      options: changeStates.map(s => [s, t(`state.${s}`)]),
    },
  ];
}

const Fields = ({ state }: { state: ScheduleState }) => {
  const classes = useStyles();
  const t = useText();
  const entityRef = state.valueOf('entityRef');
  return (
    <>
      <div className={classes.wide}>
        <EntityPicker
          id="schedule-entity"
          label={t('schedule.entity')}
          kinds={affectableKinds}
          size="small"
          value={entityRef}
          onChange={ref =>
            state.setFilters({
              entityRef: ref,
              // Of a system or domain, its parts are meant.
              scope: /^(system|domain):/.test(ref) ? 'members' : '',
            })
          }
        />
      </div>
      {entityRef && (
        <SelectField
          id="schedule-scope"
          label={t('schedule.scope')}
          value={state.valueOf('scope') || 'self'}
          options={[
            ['self', t('schedule.self')],
            ['members', t('schedule.members')],
            ['dependencies', t('schedule.dependencies')],
          ]}
          onChange={scope => state.setFilters({ scope })}
        />
      )}
      <div className={classes.wide}>
        <EntityPicker
          id="schedule-owner"
          label={t('schedule.owner')}
          kinds={peopleKinds}
          size="small"
          value={state.valueOf('owner')}
          onChange={owner => state.setFilters({ owner })}
        />
      </div>
      {choicesIn(t).map(({ name, label, options }) => (
        <ChoiceSelect
          key={name}
          id={`schedule-${name}`}
          label={label}
          chosen={state.chosen(name)}
          options={options}
          onChoose={value => state.choose(name, value)}
        />
      ))}
      <FormControlLabel
        label={t('schedule.mine')}
        className={classes.mine}
        control={
          <Checkbox
            color="primary"
            size="small"
            checked={state.valueOf('mine') === 'true'}
            onChange={event =>
              state.setFilters({ mine: event.target.checked ? 'true' : '' })
            }
          />
        }
      />
    </>
  );
};

/** Filters of the schedule; what they say stands in the address. */
export const ScheduleFilters = ({ state }: { state: ScheduleState }) => {
  const classes = useStyles();
  const t = useText();
  const [opened, setOpened] = useState(false);
  const chosen = choicesIn(t).flatMap(({ name, label, options }) =>
    state.chosen(name).map(value => ({
      text: `${label}: ${
        options.find(([option]) => option === value)?.[1] ?? value
      }`,
      drop: () => state.unchoose(name, value),
    })),
  );
  return (
    <div role="search" aria-label={t('schedule.filters')}>
      <div className={classes.root}>
        {state.isNarrow && (
          <Button
            variant="outlined"
            startIcon={<FilterListIcon />}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {t('schedule.filters')}
          </Button>
        )}
        {(opened || !state.isNarrow) && <Fields state={state} />}
      </div>
      <ChosenList
        chosen={chosen}
        isFiltered={state.isFiltered}
        onClear={state.clear}
      />
    </div>
  );
};
