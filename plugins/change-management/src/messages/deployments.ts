/** Texts of deployments and unauthorized changes. */
export const deployments = {
  deployment: {
    title: 'Deployments',
    help: 'What pipelines have put where. One to production needs a change that is being carried out; without one it is an unauthorized change.',
    views: 'What is shown',
    all: 'All deployments',
    unauthorized: 'Unauthorized changes',
    what: 'Deployment',
    environment: 'Environment',
    status: 'Status',
    started: 'Started',
    by: 'By',
    change: 'Change',
    run: 'Run',
    none: 'No deployments',
    noneMore:
      'Pipelines report them; see the guide for GitHub, GitLab and Argo CD.',
    noneFound: 'Nothing matches the filters.',
    noneOfChange: 'No pipeline has reported a deployment for this change.',
    follows:
      'Its pipeline starts this change with the first deployment, and completes it with the last one.',
    filters: 'Filters',
    entity: 'Entity',
    toProduction: 'To production',
    anyStatus: 'Any',
    authorization: 'Behind it',
    coverage: '{{share}} of what came to production had a change behind it',
    coverageOf:
      '{{covered}} of {{all}} in the last 90 days: {{deployments}} deployments and {{versions}} versions of configuration',
    noCoverage: 'No deployments to production in the last 90 days',
  },
  gate: {
    title: 'Answers of the gate',
    what: 'Asked about',
    answer: 'Answer',
    when: 'When',
    allowed: 'Allowed',
    refused: 'Refused',
    hidden: 'For a change that you may not see.',
    none: 'The gate has not been asked',
    noneMore:
      'Pipelines ask it before they deploy; see the guide for GitHub, GitLab and Argo CD.',
    noneOfChange: 'No pipeline has asked whether it may deploy this change.',
  },
  deploymentStatus: {
    started: 'Running',
    succeeded: 'Succeeded',
    failed: 'Failed',
    canceled: 'Canceled',
    'rolled-back': 'Rolled back',
  },
  deploymentAuthorization: {
    covered: 'A change',
    unauthorized: 'No change',
    'not-required': 'None needed',
  },
  dark: {
    none: 'No unauthorized changes',
    noneMore:
      'Everything that came to production had a change behind it, or has been settled.',
    what: 'What came without a change',
    when: 'When',
    status: 'Status',
    answer: 'Answer',
    showSettled: 'Settled ones, too',
    by: 'by {{who}}',
    setGoing: 'It was set going by {{who}}.',
    explain: 'Explain',
    explainSays:
      'Say how {{what}} came to production without a change. The change manager reads it.',
    explanation: 'Explanation',
    accept: 'Accept explanation',
    acceptSays:
      'You confirm that this explanation stands: “{{text}}”. It stays in the record with your name.',
    emergency: 'Request emergency change',
    regularize: 'Name its emergency change',
    regularizeSays:
      'The emergency change that was requested and started for {{what}} afterwards. That change stays what it is.',
    changeId: 'Number of the change, such as CHG-1042',
    emergencyTitle: '{{name}} {{version}} in {{environment}}, after the fact',
    emergencyDescription:
      '{{name}} {{version}} came to {{environment}} on {{at}} without a change ({{id}}). {{who}}',
  },
  darkStatus: {
    open: 'Unexplained',
    explained: 'Explained',
    accepted: 'Accepted',
    regularized: 'Emergency change',
    reconciled: 'Had a change',
  },
} as const;
