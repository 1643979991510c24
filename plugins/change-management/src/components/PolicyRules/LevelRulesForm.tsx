import {
  riskLevels,
  RiskRules,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { levelInWords } from '../Policy';
import { ConditionField } from './ConditionField';
import { ClauseInput, Fields, SelectInput, TextInput } from './inputs';
import { freeId, ItemList } from './ItemList';
import { useWriting } from './writing';

type LevelRule = RiskRules['rules'][number];

/** Levels that hold wherever their condition does: those that may be lowered, or those that may not. */
export const LevelRulesForm = ({ kind }: { kind: 'rules' | 'floors' }) => {
  const t = useText();
  const { before } = useWriting();
  return (
    <ItemList<LevelRule>
      path={['risk', kind]}
      label={t(`riskForm.${kind}`)}
      nameOf={number => t('riskForm.rule', { number })}
      summaryOf={rule => levelInWords(kind, rule, t)}
      add={t('riskForm.addRule')}
      newItem={rules => ({
        id: freeId('level', rules),
        level: 'medium',
        because: '',
        clause:
          before.clauses.find(({ check }) => check === 'risk-assessment')?.id ??
          before.clauses[0].id,
        when: { 'change.category': { $in: [] } },
      })}
    >
      {path => (
        <>
          <Fields>
            <SelectInput
              path={[...path, 'level']}
              label={t('riskForm.level')}
              options={riskLevels.map(level => [level, t(`risk.${level}`)])}
            />
            <TextInput path={[...path, 'id']} label={t('policyForms.id')} />
            <TextInput
              path={[...path, 'because']}
              label={t('riskForm.because')}
              wide
            />
            <ClauseInput path={[...path, 'clause']} />
          </Fields>
          <ConditionField
            path={[...path, 'when']}
            label={t('riskForm.when')}
            withRisk={false}
          />
        </>
      )}
    </ItemList>
  );
};
