import { LearnedRisk, MeasuredRisk } from '../riskSchema';

/**
 * Points of version 1.0: an ordinary service with a handful of dependents stays low by itself, whatever else is
 * unfortunate about its change; high takes dozens of dependents of several teams, downtime and a critical entity.
 */
export const measured: MeasuredRisk = {
  levels: [
    { from: 10, level: 'medium' },
    { from: 14, level: 'high' },
    { from: 20, level: 'critical' },
  ],
  dependents: {
    weights: [1, 0.5, 0.25],
    steps: [
      { from: 8, points: 1 },
      { from: 15, points: 2 },
      { from: 40, points: 4 },
    ],
  },
  owners: [
    { from: 4, points: 1 },
    { from: 7, points: 2 },
  ],
  systems: [
    { from: 3, points: 1 },
    { from: 6, points: 2 },
  ],
  consumedApis: [
    { from: 2, points: 1 },
    { from: 6, points: 2 },
  ],
  criticality: {
    direct: { high: 1, critical: 3 },
    indirect: { critical: 1 },
  },
  lifecycle: { direct: { production: 1 }, indirect: { production: 1 } },
  category: { infrastructure: 1, database: 1, access: 1 },
  downtimeMinutes: [
    { from: 1, points: 1 },
    { from: 15, points: 2 },
    { from: 60, points: 3 },
    { from: 240, points: 4 },
  ],
  untestedRollback: 1,
  leadTimeHours: [{ below: 24, points: 1 }],
  periods: [
    {
      id: 'business-hours',
      label: 'business hours',
      days: [1, 2, 3, 4, 5],
      from: '08:30',
      to: '18:30',
      points: 1,
    },
  ],
  overlaps: [{ from: 1, points: 1 }],
  failures: [
    { from: 2, points: 1 },
    { from: 5, points: 2 },
  ],
  incidents: [
    { from: 1, points: 1 },
    { from: 3, points: 2 },
  ],
};

/** Version 1.0 lets history speak once it is long enough, and of rates that are far from ordinary only. */
export const learned: LearnedRisk = {
  minimumChanges: 100,
  levels: [
    { from: 0.25, level: 'medium' },
    { from: 0.5, level: 'high' },
  ],
};
