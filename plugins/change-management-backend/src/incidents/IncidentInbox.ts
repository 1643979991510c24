import { InputError } from '@backstage/errors';
import {
  entityRef,
  incidentFormSchema,
} from 'backstage-plugin-change-management-common';
import { CatalogReader } from '../catalog/CatalogReader';
import { Pipelines } from '../people/Pipelines';
import { allGranted } from '../permissions/Grants';
import { parse } from '../platform/parse';
import { readPayload } from '../platform/payloadMapping';
import { IncidentService } from './IncidentService';
import { IncidentSource, subjectOfSource } from './incidentSources';

/** What {@link IncidentInbox} is made from. */
export interface IncidentInboxOptions {
  incidents: IncidentService;
  pipelines: Pipelines;
  catalogReader: CatalogReader;
}

/** A post as it came, or an event of the bus. */
export interface IncidentPost {
  rawBody: Buffer;
  headers: Record<string, string | undefined>;
}

/** What was taken in of a post, and why the rest was not. */
export interface Taken {
  accepted: number;
  refusals: Error[];
}

type Fields = Record<string, unknown>;

/** Times since 1970 come in seconds, milliseconds, microseconds or nanoseconds. */
function toTime(value: unknown): unknown {
  if (typeof value !== 'number') {
    return value;
  }
  let millis = value < 1e11 ? value * 1000 : value;
  while (millis > 1e14) {
    millis /= 1000;
  }
  return new Date(millis).toISOString();
}

function toText(value: unknown): unknown {
  return typeof value === 'number' ? `${value}` : value;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes in what programs tell of incidents: each on its own, so that a bad one never loses the rest. */
export class IncidentInbox {
  readonly #options: IncidentInboxOptions;

  constructor(options: IncidentInboxOptions) {
    this.#options = options;
  }

  /**
   * @param key - of a post that is taken in once, however often it is tried
   * @throws InputError where nothing can be read
   */
  async take(
    source: IncidentSource,
    post: IncidentPost,
    key?: string,
  ): Promise<Taken> {
    const { incidents, pipelines } = this.#options;
    const found = await this.#read(source, post);
    const actor = pipelines.actorOf(subjectOfSource(source));
    const caller = { actor, grants: allGranted };
    const taken: Taken = { accepted: 0, refusals: [] };
    for (const [index, fields] of found.entries()) {
      try {
        const placed = await this.#place(source, fields);
        await incidents.record(
          caller,
          parse(incidentFormSchema, placed),
          key === undefined
            ? undefined
            : {
                userRef: actor.userRef,
                key: `${key}-${index}`,
                operation: 'incident-event',
                body: fields,
              },
        );
        taken.accepted += 1;
      } catch (error) {
        taken.refusals.push(error as Error);
      }
    }
    return taken;
  }

  async #read(
    { mapping, severities }: IncidentSource,
    post: IncidentPost,
  ): Promise<Fields[]> {
    const found = mapping
      ? await readPayload(mapping, post)
      : this.#plain(post);
    return found.map(fields => ({
      ...fields,
      ...('severity' in fields && {
        severity:
          new Map(Object.entries(severities)).get(String(fields.severity)) ??
          fields.severity,
      }),
    }));
  }

  /** One incident, or several under `incidents`, as `POST /incidents` takes them. */
  #plain({ rawBody }: IncidentPost): Fields[] {
    let body: any;
    try {
      body = JSON.parse(rawBody.toString('utf8'));
    } catch {
      throw new InputError('The body is not JSON.');
    }
    const found = Array.isArray(body?.incidents) ? body.incidents : [body];
    if (!found.every(isObject)) {
      throw new InputError('The body holds what is no incident.');
    }
    return found;
  }

  /** With the entities that its services stand for, and times and texts as the contract wants them. */
  async #place(source: IncidentSource, fields: Fields): Promise<Fields> {
    const { services, externalRef, entityRefs, ...rest } = fields;
    const times = ['startedAt', 'endedAt', 'reportedAt'];
    const named = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [
        name,
        times.includes(name) ? toTime(value) : value,
      ]),
    );
    const known = entityRefs === undefined ? [] : [entityRefs].flat();
    const found = await this.#entitiesOf(source, services);
    const refs = [...known, ...found];
    return {
      ...named,
      ...(externalRef !== undefined && { externalRef: toText(externalRef) }),
      entityRefs: refs.length ? refs : source.services.otherwise,
    };
  }

  async #entitiesOf(
    { services: { annotation, map } }: IncidentSource,
    services: unknown,
  ): Promise<string[]> {
    const names = [services ?? []].flat().map(String);
    const mapped = new Map(Object.entries(map));
    const unmapped = names.filter(name => !mapped.has(name));
    const annotated =
      annotation && unmapped.length
        ? await this.#options.catalogReader.findAnnotated(annotation, unmapped)
        : [];
    return [
      ...names.flatMap(name => mapped.get(name) ?? []),
      ...annotated,
      ...unmapped.filter(name => entityRef.safeParse(name).success),
    ];
  }
}
