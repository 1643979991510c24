import { ProposedAnswer } from '../contract/judgement';
import { meets, PolicySubject } from '../policy/conditions';
import { Policy } from '../policy/schema';

/**
 * The answers that the catalog and the form speak for: of the options of a question whose condition holds, the most risky
 * one. They count for nothing until somebody gives them (policy §3.1e); of no entities, nothing can be said.
 */
export function proposeAnswers(
  { risk }: Pick<Policy, 'risk'>,
  subject: PolicySubject,
): ProposedAnswer[] {
  if (subject.entities.refs.length === 0) {
    return [];
  }
  return risk.questionnaire.flatMap(({ id, options }) => {
    const [option] = options
      .filter(({ proposed }) => proposed && meets(proposed.when, subject))
      .sort((one, other) => other.points - one.points);
    return option
      ? { question: id, answer: option.id, because: option.proposed!.because }
      : [];
  });
}
