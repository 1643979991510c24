import { MeasuredRisk } from 'backstage-plugin-change-management-common';
import { Info } from 'luxon';
import { useText } from '../../translation';
import { Path } from './document';
import { Choices, Fields, NumberInput, TextInput } from './inputs';
import { freeId, ItemList } from './ItemList';
import { useWritten } from './writing';

const DaysInput = ({ path }: { path: Path }) => {
  const { id, value, errorWithin, put } = useWritten(path);
  const t = useText();
  return (
    <Choices
      id={id}
      label={t('riskForm.days')}
      options={Info.weekdays('short').map((name, index) => [index + 1, name])}
      chosen={Array.isArray(value) ? (value as number[]) : []}
      error={errorWithin}
      onChange={put}
    />
  );
};

/** Hours of the week that give points to what is planned in them. */
export const PeriodsForm = () => {
  const t = useText();
  return (
    <>
      <Fields>
        <TextInput path={['risk', 'timeZone']} label={t('riskForm.timeZone')} />
      </Fields>
      <ItemList<MeasuredRisk['periods'][number]>
        path={['risk', 'measured', 'periods']}
        label={t('riskForm.periods')}
        nameOf={number => t('riskForm.period', { number })}
        add={t('riskForm.addPeriod')}
        newItem={periods => ({
          id: freeId('period', periods),
          label: '',
          days: [1, 2, 3, 4, 5],
          from: '08:00',
          to: '18:00',
          points: 1,
        })}
      >
        {at => (
          <Fields>
            <TextInput
              path={[...at, 'label']}
              label={t('riskForm.periodLabel')}
            />
            <TextInput
              path={[...at, 'from']}
              label={t('riskForm.periodFrom')}
            />
            <TextInput path={[...at, 'to']} label={t('riskForm.periodTo')} />
            <NumberInput
              path={[...at, 'points']}
              label={t('riskForm.points')}
            />
            <DaysInput path={[...at, 'days']} />
          </Fields>
        )}
      </ItemList>
    </>
  );
};
