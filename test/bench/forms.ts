import { ChangeForm } from 'backstage-plugin-change-management-common';

/** Of such the texts are made. */
export const sentence =
  'The new version is rolled out to one instance, watched for ten minutes, and then to the others. ';

/** Answers of the questionnaire that make a low risk. */
const answers = {
  experience: 'routine',
  complexity: 'simple',
  testing: 'fully',
  users: 'internal',
  data: 'none',
  undo: 'quick',
};

/** A complete form with about 2 KB of text. */
export function form(
  n: number,
  type: ChangeForm['type'],
  affectedEntities: string[],
): ChangeForm {
  return {
    type,
    category: 'application',
    title: `Upgrade number ${n} of the service and of what it is built on`,
    description: sentence.repeat(5),
    justification: sentence.repeat(3),
    affectedEntities,
    implementationPlan: sentence.repeat(6),
    testPlan: sentence.repeat(4),
    rollbackPlan: {
      steps: ['Stop the roll-out', 'Roll out the version before', 'Watch it'],
      estimatedMinutes: 15,
      tested: true,
    },
    risk: { answers },
    implementer: 'group:default/developers',
    links: [
      { url: `https://git.example.com/pull/${n}`, title: 'Pull request' },
    ],
  };
}
