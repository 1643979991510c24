import {
  IncidentForm,
  IncidentPatch,
  IncidentView,
} from '../contract/incidents';

/** What is known of an incident, whoever said it. */
export type IncidentFacts = Pick<
  IncidentView,
  | 'title'
  | 'severity'
  | 'major'
  | 'startedAt'
  | 'endedAt'
  | 'downtimeMinutes'
  | 'entityRefs'
  | 'url'
> & {
  /** The change that its source named. */
  namedChangeId?: string;
};

/** What a service says of an incident at one time. */
export type IncidentReport = Omit<IncidentForm, 'externalRef'>;

/** What people say of an incident; `null` where there is none of it. */
export type IncidentStatement = Partial<
  Omit<IncidentPatch, 'revision'> & Pick<IncidentView, 'title'>
>;

/** An incident as it is stored. */
export interface Incident extends IncidentFacts {
  /** `INC-7` */
  id: string;
  source?: string;
  externalRef?: string;
  recordedBy: string;
  recordedAt: string;
  revision: number;
  cause: IncidentView['cause'];
  causedByChangeId?: string;
  attribution?: IncidentView['attribution'];
  rejections: {
    changeId: string;
    by: string;
    at: string;
    reason: string;
  }[];
  statement: IncidentStatement;
}

const factNames = [
  'title',
  'severity',
  'major',
  'startedAt',
  'endedAt',
  'downtimeMinutes',
  'entityRefs',
  'url',
  'namedChangeId',
] as const satisfies (keyof IncidentFacts)[];

/** The same incident, of which nothing but this is known. */
export function withFacts(incident: Incident, facts: IncidentFacts): Incident {
  const rest = Object.fromEntries(
    Object.entries(incident).filter(
      ([name]) => !(factNames as readonly string[]).includes(name),
    ),
  );
  return { ...(rest as Omit<Incident, keyof IncidentFacts>), ...facts };
}

/** What is different, by name; `null` for what is no longer so. */
export function changedFacts(
  before: IncidentFacts,
  after: IncidentFacts,
): Record<string, unknown> {
  return Object.fromEntries(
    factNames
      .filter(
        name => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
      )
      .map(name => [name, after[name] ?? null]),
  );
}

/** The time that a report speaks of: an end is later than a beginning, whichever comes in first. */
function timeOf({ reportedAt, endedAt, startedAt }: IncidentReport): string {
  return reportedAt ?? endedAt ?? startedAt;
}

function fold(reports: IncidentReport[]): IncidentFacts[] {
  const [first, ...rest] = [...reports].sort((a, b) =>
    timeOf(a).localeCompare(timeOf(b)),
  );
  if (!first) {
    return [];
  }
  const toFacts = (report: IncidentReport): IncidentFacts => {
    const { causedByChangeId: namedChangeId, reportedAt, ...facts } = report;
    return { ...facts, namedChangeId };
  };
  return [
    rest.reduce<IncidentFacts>((known, report) => {
      const facts = toFacts(report);
      return {
        ...facts,
        startedAt:
          known.startedAt < facts.startedAt ? known.startedAt : facts.startedAt,
        downtimeMinutes: facts.downtimeMinutes ?? known.downtimeMinutes,
        url: facts.url ?? known.url,
        namedChangeId: facts.namedChangeId ?? known.namedChangeId,
      };
    }, toFacts(first)),
  ];
}

/**
 * An incident is the fold of its reports in the order of what they say, not of their arrival, and what people state
 * prevails over it. At least one of both has to be whole.
 *
 * @param reports - in the order of their arrival, which counts among those of one time
 */
export function incidentFrom(
  reports: IncidentReport[],
  statement: IncidentStatement,
): IncidentFacts {
  const [reported] = fold(reports);
  const stated = Object.fromEntries(
    Object.entries(statement).filter(([, value]) => value !== undefined),
  );
  const facts = Object.fromEntries(
    Object.entries({ ...reported, ...stated }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  ) as unknown as IncidentFacts;
  return facts.endedAt !== undefined && facts.endedAt < facts.startedAt
    ? { ...facts, endedAt: facts.startedAt }
    : facts;
}
