import { changeFigureNames } from 'backstage-plugin-change-management-common';

const failed = `close_code IN ('unsuccessful', 'rolled-back')`;
const emergency = `type = 'emergency'`;

/** That no incident is called what `incident_ref` says. */
export const isWithoutIncident = `coalesce(upper(incident_ref) NOT IN (SELECT 'INC-' || number FROM incidents) AND incident_ref NOT IN (SELECT external_ref FROM incidents WHERE external_ref IS NOT NULL), true)`;

/**
 * What each figure counts, as conditions on a row of `change_measures`: the one place where that is said, for the figures
 * and for the lists to which they lead. `:now` is the present moment. A person's word on the cause of an incident, and
 * which incidents there are, is read from the tables of incidents, by sets that the database looks up once for all rows.
 */
export const measured = {
  closed: 'close_code IS NOT NULL',
  successful: `close_code = 'successful'`,
  failed,
  rolledBack: `close_code = 'rolled-back'`,
  emergencies: emergency,
  emergenciesWithoutWorkLogged: 'unlogged',
  emergenciesWithoutIncident: `${emergency} AND ${isWithoutIncident}`,
  emergenciesDocumentedLate: `${emergency} AND coalesce(documented_at, :now) > documentation_due_at`,
  completed: 'lead_minutes IS NOT NULL',
  changesWithDowntime: 'downtime_minutes > 0',
  failures: `(coalesce(${failed}, false) OR change_number IN (SELECT caused_by_number FROM incidents WHERE caused_by_number IS NOT NULL))`,
  restored: 'restore_minutes IS NOT NULL',
  rework: `emergency_reason = 'critical-failure'`,
} satisfies Record<(typeof changeFigureNames)[number], string> &
  Record<string, string>;

/** Begun hours from the request to the completion: few enough values that the database counts each of them. */
export const begunLeadHours = '(lead_minutes + 59) / 60';
