import { Knex } from 'knex';
import { isPostgres } from '../platform/database';
import { isWithoutIncident } from '../changes/measured';

/**
 * Emergencies of a month that is over, as far as what is counted of them goes on changing without them: with the time, and
 * with the incidents that are recorded.
 */
export interface EmergenciesDocument {
  /** By what they are grouped, and the incident that they name: how many. */
  named: [key: string | null, incidentRef: string | null, times: number][];
  /** By what they are grouped: how many were documented late, whatever comes. */
  late: [key: string | null, times: number][];
  /** Those that nobody had documented: by when they have to be (ISO 8601, UTC). */
  open: [key: string | null, dueAt: string][];
}

/** What is counted of some emergencies now. */
export interface CountedEmergencies {
  key: string | null;
  emergenciesWithoutIncident: number;
  emergenciesDocumentedLate: number;
}

/** @param rows - of `change_measures`, limited to what is asked for */
export async function readEmergencies(
  rows: () => Knex.QueryBuilder,
  key: string,
): Promise<EmergenciesDocument> {
  const emergencies = () => rows().where({ type: 'emergency' });
  const named: any[] = await emergencies()
    .select({ key, ref: 'incident_ref' })
    .count({ times: '*' })
    .groupBy(key, 'incident_ref');
  const late: any[] = await emergencies()
    .whereRaw('documented_at > documentation_due_at')
    .select({ key })
    .count({ times: '*' })
    .groupBy(key);
  const open: any[] = await emergencies()
    .whereNull('documented_at')
    .whereNotNull('documentation_due_at')
    .select({ key, due: 'documentation_due_at' });
  return {
    named: named.map(row => [row.key, row.ref, Number(row.times)]),
    late: late.map(row => [row.key, Number(row.times)]),
    open: open.map(row => [row.key, new Date(row.due).toISOString()]),
  };
}

/** The names among those of the emergencies that some incident has. */
export async function knownIncidents(
  knex: Knex,
  documents: EmergenciesDocument[],
): Promise<Set<string>> {
  const named = documents.flatMap(document => document.named);
  const refs = [...new Set(named.flatMap(([, ref]) => ref ?? []))];
  if (refs.length === 0) {
    return new Set();
  }
  const found = await knex
    .from(
      isPostgres(knex)
        ? knex.raw('unnest(?::text[]) as names(incident_ref)', [refs])
        : knex.raw(
            '(select value as incident_ref from json_each(?)) as names',
            [JSON.stringify(refs)],
          ),
    )
    .whereRaw(`NOT (${isWithoutIncident})`)
    .pluck('incident_ref');
  return new Set(found);
}

/** What is counted of them now: `measured` says the same of rows. */
export function countEmergencies(
  { named, late, open }: EmergenciesDocument,
  known: Set<string>,
  now: string,
): CountedEmergencies[] {
  const none = { emergenciesWithoutIncident: 0, emergenciesDocumentedLate: 0 };
  return [
    ...named
      .filter(([, ref]) => ref === null || !known.has(ref))
      .map(([key, , emergenciesWithoutIncident]) => ({
        ...{ ...none, key, emergenciesWithoutIncident },
      })),
    ...late.map(([key, emergenciesDocumentedLate]) => ({
      ...{ ...none, key, emergenciesDocumentedLate },
    })),
    ...open
      .filter(([, dueAt]) => dueAt < now)
      .map(([key]) => ({ ...none, key, emergenciesDocumentedLate: 1 })),
  ];
}
