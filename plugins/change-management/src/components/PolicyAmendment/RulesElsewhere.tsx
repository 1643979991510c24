import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  ApprovalRule,
  Clause,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { approvalInWords } from '../Policy';
import { useWriting } from '../PolicyRules';

/** The forms beside that of the text. */
export type RuleTab = 'approvals' | 'risk';

const useStyles = makeStyles(theme => ({
  rules: {
    margin: 0,
    paddingLeft: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** Rules of a clause that are edited in a form of their own: in words, with the way there. */
export const RulesElsewhere = (props: {
  clause: Clause;
  onOpen: (tab: RuleTab) => void;
}) => {
  const { clause, onOpen } = props;
  const { document, problems } = useWriting();
  const classes = useStyles();
  const t = useText();
  const rules = Array.isArray(document.approvalRules)
    ? (document.approvalRules as ApprovalRule[])
        .map((rule, index) => ({ rule, index }))
        .filter(({ rule }) => rule?.clause === clause.id)
    : [];
  const isSound = (index: number) =>
    !problems.some(({ path }) => path.startsWith(`approvalRules.${index}.`));
  const wayTo = (tab: RuleTab) => (
    <Button size="small" onClick={() => onOpen(tab)}>
      {t('policyForms.editUnder', { tab: t(`policyForms.${tab}`) })}
    </Button>
  );
  return (
    <>
      {rules.length > 0 && (
        <>
          <ul className={classes.rules}>
            {rules.map(({ rule, index }) => (
              <li key={index}>
                {isSound(index)
                  ? approvalInWords(rule, t)
                  : t('policyForms.approvals')}
              </li>
            ))}
          </ul>
          {wayTo('approvals')}
        </>
      )}
      {clause.check === 'risk-assessment' && wayTo('risk')}
    </>
  );
};
