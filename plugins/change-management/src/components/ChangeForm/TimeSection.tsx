import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/Delete';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useState } from 'react';
import {
  useController,
  useFieldArray,
  useFormContext,
  useWatch,
} from 'react-hook-form';
import { useText } from '../../translation';
import { EntityPicker, peopleKinds } from '../CatalogPicker';
import { formatDuration, readTyped, toTyped } from '../display';
import { FreeTimes, Neighbours } from '../Slots';
import { idOf } from './failures';
import { TextInput, Tick, TimeInput, useFieldError } from './fields';
import { Section } from './Section';
import { FormValues } from './values';

const useStyles = makeStyles(theme => ({
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
  },
  link: { display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' },
}));

const usualMinutes = 60;

/** The end keeps its distance from the start; before there is one, it follows by the usual length. */
function useEndFollowsStart() {
  const { getValues, setValue } = useFormContext<FormValues>();
  return (typed: string) => {
    const start = readTyped(typed);
    const { plannedStart, plannedEnd } = getValues();
    const [from, to] = [readTyped(plannedStart), readTyped(plannedEnd)];
    if (!start || (plannedEnd.trim() !== '' && !to)) {
      return;
    }
    const length =
      from && to && to > from
        ? Date.parse(to) - Date.parse(from)
        : usualMinutes * 60_000;
    const end = new Date(Date.parse(start) + length).toISOString();
    setValue('plannedEnd', toTyped(end), { shouldDirty: true });
  };
}

const Length = () => {
  const t = useText();
  const [typedStart, typedEnd] = useWatch<
    FormValues,
    ['plannedStart', 'plannedEnd']
  >({ name: ['plannedStart', 'plannedEnd'] });
  const [start, end] = [readTyped(typedStart), readTyped(typedEnd)];
  return start && end && Date.parse(end) > Date.parse(start) ? (
    <Typography variant="body2" color="textSecondary">
      {t('form.lasts', { duration: formatDuration(start, end) })}
    </Typography>
  ) : null;
};

const Implementer = () => {
  const t = useText();
  const { field } = useController<FormValues, 'implementer'>({
    name: 'implementer',
  });
  return (
    <EntityPicker
      id={idOf('implementer')}
      label={t('field.implementer')}
      kinds={peopleKinds}
      help={t('form.implementerHelp')}
      error={useFieldError('implementer')}
      value={field.value}
      onChange={field.onChange}
    />
  );
};

const Links = () => {
  const classes = useStyles();
  const t = useText();
  const { fields, append, remove } = useFieldArray<FormValues, 'links'>({
    name: 'links',
  });
  return (
    <>
      {fields.map(({ id }, index) => (
        <div key={id} className={classes.link}>
          <TextInput
            name={`links.${index}.url`}
            label={t('field.linkUrl', { number: String(index + 1) })}
            type="url"
          />
          <TextInput
            name={`links.${index}.title`}
            label={t('field.linkTitle', { number: String(index + 1) })}
          />
          <IconButton
            aria-label={t('form.removeLink', { number: String(index + 1) })}
            onClick={() => remove(index)}
          >
            <DeleteIcon />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={() => append({ url: '', title: '' })}
        >
          {t('form.addLink')}
        </Button>
      </div>
    </>
  );
};

const Work = () => {
  const classes = useStyles();
  const t = useText();
  return (
    <div className={classes.pair}>
      <TextInput
        name="downtime"
        label={t('field.downtime')}
        type="number"
        optional
        inputProps={{ min: 0, step: 1 }}
      />
      <Implementer />
    </div>
  );
};

/** What most changes do without. */
const More = () => {
  const t = useText();
  const [links, followsDeployments] = useWatch<
    FormValues,
    ['links', 'followsDeployments']
  >({ name: ['links', 'followsDeployments'] });
  const [asked, setAsked] = useState(false);
  const shown = asked || links.length > 0 || followsDeployments;
  return (
    <>
      <div>
        <Button
          size="small"
          aria-expanded={shown}
          onClick={() => setAsked(!shown)}
          startIcon={shown ? <ExpandLessIcon /> : <ExpandMoreIcon />}
        >
          {t('form.pipelineAndLinks')}
        </Button>
      </div>
      {shown && (
        <>
          <Tick
            name="followsDeployments"
            label={t('field.followsDeployments')}
          />
          <Links />
        </>
      )}
    </>
  );
};

/** The time among its neighbours, and times that are free. */
const Around = ({ changeId }: { changeId?: string }) => {
  const { setValue } = useFormContext<FormValues>();
  const [typedStart, typedEnd, entityRefs, downtime] = useWatch<
    FormValues,
    ['plannedStart', 'plannedEnd', 'affectedEntities', 'downtime']
  >({ name: ['plannedStart', 'plannedEnd', 'affectedEntities', 'downtime'] });
  const [start, end] = [readTyped(typedStart), readTyped(typedEnd)];
  const length = start && end ? Date.parse(end) - Date.parse(start) : 0;
  const minutesOfDowntime = Number(downtime) || undefined;
  const choose = (slot: { start: string; end: string }) => {
    setValue('plannedStart', toTyped(slot.start), { shouldDirty: true });
    setValue('plannedEnd', toTyped(slot.end), { shouldDirty: true });
  };
  return (
    <>
      <FreeTimes
        request={
          entityRefs.length
            ? {
                changeId,
                affectedEntities: entityRefs,
                durationMinutes:
                  length > 0 ? Math.round(length / 60_000) : usualMinutes,
                expectedDowntimeMinutes: minutesOfDowntime,
              }
            : undefined
        }
        onChosen={choose}
      />
      {start && end && length > 0 && entityRefs.length > 0 && (
        <Neighbours
          start={start}
          end={end}
          entityRefs={entityRefs}
          changeId={changeId}
        />
      )}
    </>
  );
};

/** By whom, and with which downtime, whenever it is. */
export const WorkSection = () => {
  const t = useText();
  return (
    <Section number={5} title={t('model.work')}>
      <Work />
      <Links />
    </Section>
  );
};

/** When, by whom, and with which downtime. */
export const TimeSection = ({ changeId }: { changeId?: string }) => {
  const classes = useStyles();
  const t = useText();
  const onStartTyped = useEndFollowsStart();
  return (
    <Section number={5} title={t('form.time')}>
      <div className={classes.pair}>
        <TimeInput
          name="plannedStart"
          label={t('field.plannedStart')}
          onTyped={onStartTyped}
        />
        <TimeInput name="plannedEnd" label={t('field.plannedEnd')} />
      </div>
      <Length />
      <Around changeId={changeId} />
      <Work />
      <More />
    </Section>
  );
};
