import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { ReactNode, useId, useState } from 'react';
import { useText } from '../../translation';
import { Fields, NumberInput } from './inputs';
import { LevelRulesForm } from './LevelRulesForm';
import { MatrixForm } from './MatrixForm';
import { LevelsForm, PointsForm } from './PointsForm';
import { QuestionnaireForm } from './QuestionnaireForm';

const useStyles = makeStyles(theme => ({
  section: { marginTop: theme.spacing(3) },
  fold: {
    ...{ font: 'inherit', fontWeight: 700, color: 'inherit' },
    ...{ display: 'inline-flex', alignItems: 'center' },
    ...{ padding: 0, border: 0, background: 'none', cursor: 'pointer' },
  },
}));

const Section = (props: {
  title: string;
  help?: string;
  /** Unfolded by whoever looks for it, as it has many fields. */
  folded?: boolean;
  children: ReactNode;
}) => {
  const { title, help, folded = false, children } = props;
  const classes = useStyles();
  const [isOpen, setOpen] = useState(!folded);
  const id = useId();
  return (
    <section className={classes.section} aria-label={title}>
      <Typography variant="subtitle1" component="h3">
        {folded ? (
          <button
            type="button"
            className={classes.fold}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
            {title}
          </button>
        ) : (
          <strong>{title}</strong>
        )}
      </Typography>
      {help && (
        <Typography variant="body2" color="textSecondary">
          {help}
        </Typography>
      )}
      <div id={id}>{isOpen && children}</div>
    </section>
  );
};

/** How risk is judged: questions, matrix, levels, and the points of what is measured. */
export const RiskForm = () => {
  const t = useText();
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('riskForm.help')}
      </Typography>
      <Section
        title={t('riskForm.questionnaire')}
        help={t('riskForm.questionnaireHelp')}
      >
        <QuestionnaireForm />
      </Section>
      <Section title={t('riskForm.matrix')} help={t('riskForm.matrixHelp')}>
        <MatrixForm />
      </Section>
      <Section title={t('riskForm.rules')} help={t('riskForm.rulesHelp')}>
        <LevelRulesForm kind="rules" />
      </Section>
      <Section title={t('riskForm.floors')} help={t('riskForm.floorsHelp')}>
        <LevelRulesForm kind="floors" />
      </Section>
      <Section
        title={t('riskForm.measured')}
        help={t('riskForm.measuredHelp')}
        folded
      >
        <PointsForm />
      </Section>
      <Section title={t('riskForm.history')} folded>
        <Fields>
          <NumberInput
            path={['risk', 'learned', 'minimumChanges']}
            label={t('riskForm.minimumChanges')}
          />
        </Fields>
        <LevelsForm
          path={['risk', 'learned', 'levels']}
          title={t('riskForm.history')}
          from={t('riskForm.rate')}
          step={0.01}
        />
      </Section>
    </>
  );
};
