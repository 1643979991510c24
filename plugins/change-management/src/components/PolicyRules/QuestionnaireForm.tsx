import { RiskQuestion } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Path } from './document';
import { Fields, NumberInput, SelectInput, TextInput } from './inputs';
import { freeId, ItemList } from './ItemList';

type Option = RiskQuestion['options'][number];

const QuestionFields = ({ path }: { path: Path }) => {
  const t = useText();
  return (
    <>
      <Fields>
        <TextInput
          path={[...path, 'question']}
          label={t('riskForm.ask')}
          wide
        />
        <SelectInput
          path={[...path, 'dimension']}
          label={t('riskForm.dimension')}
          options={[
            ['likelihood', t('riskForm.likelihood')],
            ['impact', t('riskForm.impact')],
          ]}
        />
        <TextInput path={[...path, 'id']} label={t('policyForms.id')} />
      </Fields>
      <ItemList<Option>
        path={[...path, 'options']}
        label={t('riskForm.answers')}
        nameOf={number => t('riskForm.answer', { number })}
        add={t('riskForm.addAnswer')}
        newItem={options => ({
          id: freeId('answer', options),
          label: '',
          points: options.length,
        })}
      >
        {at => (
          <Fields>
            <TextInput path={[...at, 'label']} label={t('riskForm.label')} />
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

/** What whoever files a change is asked, and the points of each answer. */
export const QuestionnaireForm = () => {
  const t = useText();
  const answersOf = ({ options }: RiskQuestion) =>
    Array.isArray(options)
      ? options.map(({ label, points }) => `${label} (${points ?? ''})`)
      : [];
  return (
    <ItemList<RiskQuestion>
      path={['risk', 'questionnaire']}
      label={t('riskForm.questionnaire')}
      nameOf={number => t('riskForm.question', { number })}
      summaryOf={question => (
        <>
          {question.question}{' '}
          {question.dimension === 'impact'
            ? t('riskForm.impact')
            : t('riskForm.likelihood')}
          : {answersOf(question).join(' · ')}
        </>
      )}
      add={t('riskForm.addQuestion')}
      newItem={questions => ({
        id: freeId('question', questions),
        dimension: 'likelihood',
        question: '',
        options: [
          { id: 'answer-1', label: '', points: 0 },
          { id: 'answer-2', label: '', points: 1 },
        ],
      })}
    >
      {path => <QuestionFields path={path} />}
    </ItemList>
  );
};
