import Typography from '@material-ui/core/Typography';
import {
  changeCategories,
  criticalities,
  riskLevels,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Path } from './document';
import { Fields, NumberInput, SelectInput } from './inputs';
import { ItemList } from './ItemList';
import { PeriodsForm } from './PeriodsForm';
import { useWritten } from './writing';
import { NumbersInput } from './NumbersInput';

const measured: Path = ['risk', 'measured'];
const quantities = [
  'dependents',
  'owners',
  'systems',
  'consumedApis',
  'downtimeMinutes',
  'leadTimeHours',
  'overlaps',
  'failures',
  'incidents',
] as const;

const Heading = ({ text }: { text: string }) => (
  <Typography variant="subtitle2" component="h4">
    {text}
  </Typography>
);

/** Points from a quantity on, or below one. */
const StepsForm = ({ name }: { name: (typeof quantities)[number] }) => {
  const t = useText();
  const isBelow = name === 'leadTimeHours';
  const label = t(`measuredForm.${name}`);
  const bound = isBelow ? 'below' : 'from';
  return (
    <>
      <Heading text={label} />
      <ItemList<object>
        path={[...measured, name, ...(name === 'dependents' ? ['steps'] : [])]}
        label={label}
        nameOf={number => `${label}: ${t('riskForm.step', { number })}`}
        add={t('riskForm.addStep')}
        newItem={steps => ({ [bound]: undefined, points: steps.length + 1 })}
      >
        {at => (
          <Fields narrow>
            <NumberInput path={[...at, bound]} label={t(`riskForm.${bound}`)} />
            <NumberInput
              path={[...at, 'points']}
              label={t('riskForm.points')}
            />
          </Fields>
        )}
      </ItemList>
    </>
  );
};

/** The level from a number on: of points, or of a rate. */
export const LevelsForm = (props: {
  path: Path;
  title: string;
  from: string;
  step?: number;
}) => {
  const { path, title, from, step } = props;
  const t = useText();
  return (
    <>
      <Heading text={title} />
      <ItemList<object>
        path={path}
        label={title}
        nameOf={number => `${title}: ${t('riskForm.step', { number })}`}
        add={t('riskForm.addStep')}
        newItem={() => ({ from: undefined, level: 'medium' })}
      >
        {at => (
          <Fields narrow>
            <NumberInput path={[...at, 'from']} label={from} step={step} />
            <SelectInput
              path={[...at, 'level']}
              label={t('riskForm.level')}
              options={riskLevels.map(level => [level, t(`risk.${level}`)])}
            />
          </Fields>
        )}
      </ItemList>
    </>
  );
};

/** Lifecycles are words of the organisation's own: those that have points, and one more field for the next. */
const LifecycleFields = () => {
  const t = useText();
  const direct = useWritten([...measured, 'lifecycle', 'direct']).value;
  const indirect = useWritten([...measured, 'lifecycle', 'indirect']).value;
  const names = [
    ...new Set([
      ...['production', 'experimental', 'deprecated'],
      ...Object.keys({ ...(direct as object), ...(indirect as object) }),
    ]),
  ];
  return (
    <>
      <Heading text={t('riskForm.lifecycle')} />
      <Fields narrow>
        {(['direct', 'indirect'] as const).flatMap(where =>
          names.map(name => (
            <NumberInput
              key={`${where} ${name}`}
              path={[...measured, 'lifecycle', where, name]}
              label={t(`riskForm.${where}`, { name })}
            />
          )),
        )}
      </Fields>
    </>
  );
};

/** The points of everything that is counted and measured, and the level that they make. */
export const PointsForm = () => {
  const t = useText();
  return (
    <>
      <LevelsForm
        path={[...measured, 'levels']}
        title={t('riskForm.levels')}
        from={t('riskForm.from')}
      />
      {quantities.map(name => (
        <StepsForm key={name} name={name} />
      ))}
      <Fields>
        <NumbersInput
          path={[...measured, 'dependents', 'weights']}
          label={t('riskForm.weights')}
        />
      </Fields>
      <Heading text={t('measuredForm.criticality')} />
      <Fields narrow>
        {(['direct', 'indirect'] as const).flatMap(where =>
          criticalities.map(name => (
            <NumberInput
              key={`${where} ${name}`}
              path={[...measured, 'criticality', where, name]}
              label={t(`riskForm.${where}`, { name })}
            />
          )),
        )}
      </Fields>
      <LifecycleFields />
      <Heading text={t('measuredForm.category')} />
      <Fields narrow>
        {changeCategories.map(name => (
          <NumberInput
            key={name}
            path={[...measured, 'category', name]}
            label={t(`category.${name}`)}
          />
        ))}
      </Fields>
      <Fields>
        <NumberInput
          path={[...measured, 'untestedRollback']}
          label={t('riskForm.untestedRollback')}
        />
      </Fields>
      <Heading text={t('riskForm.periods')} />
      <PeriodsForm />
    </>
  );
};
