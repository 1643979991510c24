import { RiskRules } from '../riskSchema';
import { learned, measured } from './measured';

/** How version 1.0 judges risk (policy §3). */
export const risk: RiskRules = {
  timeZone: 'Africa/Casablanca',
  matrix: [
    ['low', 'low', 'low', 'low', 'low'],
    ['low', 'low', 'low', 'low', 'medium'],
    ['low', 'low', 'medium', 'medium', 'high'],
    ['low', 'low', 'medium', 'high', 'critical'],
    ['low', 'low', 'medium', 'high', 'critical'],
  ],
  questionnaire: [
    {
      id: 'experience',
      dimension: 'likelihood',
      question: 'Has a change like this been done before?',
      options: [
        { id: 'routine', label: 'Often, it is routine', points: 0 },
        { id: 'some', label: 'A few times', points: 1 },
        { id: 'never', label: 'Never', points: 2 },
      ],
    },
    {
      id: 'complexity',
      dimension: 'likelihood',
      question: 'How involved is it?',
      options: [
        { id: 'simple', label: 'One step, one team', points: 0 },
        { id: 'several-steps', label: 'Several steps', points: 1 },
        {
          id: 'several-teams',
          label: 'Several teams have to act together',
          points: 2,
        },
      ],
    },
    {
      id: 'testing',
      dimension: 'likelihood',
      question: 'How can it be tested before production?',
      options: [
        { id: 'fully', label: 'Fully, in a like environment', points: 0 },
        { id: 'partly', label: 'Partly', points: 1 },
        { id: 'not', label: 'Not at all', points: 2 },
      ],
    },
    {
      id: 'users',
      dimension: 'impact',
      question: 'Who notices if it goes wrong?',
      options: [
        {
          id: 'nobody',
          label: 'Nobody outside the team',
          points: 0,
          proposed: {
            when: { 'impact.dependents': 0 },
            because: 'By the catalog, nothing depends on it.',
          },
        },
        {
          id: 'internal',
          label: 'Colleagues',
          points: 1,
          proposed: {
            when: { $not: { 'impact.dependents': 0 } },
            because: 'By the catalog, others depend on it.',
          },
        },
        { id: 'some-clients', label: 'Some clients', points: 2 },
        {
          id: 'all-clients',
          label: 'All clients',
          points: 3,
          proposed: {
            when: {
              $any: [
                { 'entities.criticalities': { $contains: 'critical' } },
                { 'impact.criticalities': { $contains: 'critical' } },
              ],
            },
            because: 'By the catalog, it is critical or reaches what is.',
          },
        },
      ],
    },
    {
      id: 'data',
      dimension: 'impact',
      question: 'What can happen to data?',
      options: [
        {
          id: 'none',
          label: 'Nothing',
          points: 0,
          proposed: {
            when: { $not: { 'entities.kinds': { $contains: 'resource' } } },
            because:
              'By the catalog, no database or other resource is touched.',
          },
        },
        {
          id: 'recoverable',
          label: 'Loss that can be restored',
          points: 1,
          proposed: {
            when: {
              $any: [
                { 'entities.kinds': { $contains: 'resource' } },
                { 'change.category': 'database' },
              ],
            },
            because: 'A database or another resource is touched.',
          },
        },
        {
          id: 'lost-or-exposed',
          label: 'Loss for good, or exposure',
          points: 3,
        },
      ],
    },
    {
      id: 'undo',
      dimension: 'impact',
      question: 'How is it undone?',
      options: [
        { id: 'quick', label: 'In one quick step', points: 0 },
        {
          id: 'planned',
          label: 'By a plan, within the window',
          points: 1,
          proposed: {
            when: { 'change.rollbackTested': false },
            because: 'Nobody has tried the rollback plan yet.',
          },
        },
        { id: 'hard', label: 'Hardly, or not at all', points: 2 },
      ],
    },
  ],
  measured,
  learned,
  rules: [],
  floors: [
    {
      id: 'emergency',
      level: 'medium',
      because: 'An emergency bypasses the usual checks.',
      clause: '§5.1',
      when: { 'change.type': 'emergency' },
    },
    {
      id: 'critical-entity',
      level: 'medium',
      because: 'A critical entity is touched directly.',
      clause: '§3.1e',
      when: { 'entities.criticalities': { $contains: 'critical' } },
    },
  ],
};
