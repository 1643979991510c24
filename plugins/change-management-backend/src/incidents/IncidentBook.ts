import { NotFoundError } from '@backstage/errors';
import {
  Incident,
  incidentActionsFor,
  IncidentQuery,
  IncidentView,
  IncidentWithHistory,
  Page,
  PROBABLE_CAUSE,
} from 'backstage-plugin-change-management-common';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { Sees } from '../changes/seen';
import { EntityCatalog } from '../impact/EntityCatalog';
import { resolveScopes } from '../impact/resolveScopes';
import { ownedNow } from '../impact/ownedNow';
import { IncidentStore, Suspect } from './IncidentStore';

/** What {@link IncidentBook} is made from. */
export interface IncidentBookOptions {
  store: IncidentStore;
  trail: RecordTrail;
  reader: ChangeReader;
  catalog: EntityCatalog;
}

/** The record in the audit trail. */
export function subjectOf(id: string): string {
  return `incident:${id}`;
}

/** Of a cause that the reader may not see they learn that there is one. */
function present(
  incident: Incident,
  suspects: Suspect[],
  sees: Sees,
): Omit<IncidentView, 'allowedActions'> {
  const { statement, rejections, namedChangeId, ...shown } = incident;
  const { causedByChangeId, attribution } = shown;
  const isSeen = !causedByChangeId || sees(causedByChangeId);
  const [suspect] = suspects.filter(
    ({ changeId, confidence }) =>
      confidence >= PROBABLE_CAUSE && sees(changeId),
  );
  return {
    ...shown,
    causedByChangeId: isSeen ? causedByChangeId : undefined,
    attribution: isSeen ? attribution : undefined,
    suspect: incident.cause === 'open' ? suspect : undefined,
  };
}

/** Everything that can be read of incidents, each for the eyes of one person. */
export class IncidentBook {
  readonly #options: IncidentBookOptions;

  constructor(options: IncidentBookOptions) {
    this.#options = options;
  }

  async list(
    caller: Caller,
    { entityRef, scope, team, ...query }: IncidentQuery,
  ): Promise<Page<IncidentView>> {
    const { store, catalog, reader } = this.#options;
    const named = [
      ...(query.causedBy ?? []),
      ...(query.suspectedOf ? [query.suspectedOf] : []),
    ].map(id => id.toUpperCase());
    const sees = await reader.seesAmong(caller, named);
    if (!named.every(sees)) {
      return { items: [], pageInfo: {} };
    }
    const page = await store.find({
      ...query,
      entityRef: await resolveScopes(catalog, entityRef, scope),
      visible: caller.grants.visible,
      owned: team && (await ownedNow(catalog, await store.entityRefs(), team)),
    });
    return { ...page, items: await this.#present(caller, page.items) };
  }

  /** @throws NotFoundError when there is none with this id */
  async view(caller: Caller, id: string): Promise<IncidentView> {
    const [view] = await this.#present(caller, [await this.#get(id)]);
    return view;
  }

  /** @throws NotFoundError when there is none with this id */
  async get(caller: Caller, id: string): Promise<IncidentWithHistory> {
    const { reader, trail } = this.#options;
    const view = await this.view(caller, id);
    const history = await trail.list(subjectOf(view.id));
    const changeOf = ({ data }: (typeof history)[number]) =>
      [data.changeId, data.causedByChangeId, data.namedChangeId].filter(
        changeId => typeof changeId === 'string',
      );
    const sees = await reader.seesAmong(caller, history.flatMap(changeOf));
    return {
      ...view,
      history: history.map(event =>
        changeOf(event).every(sees) ? event : { ...event, data: {} },
      ),
    };
  }

  async #get(id: string): Promise<Incident> {
    const incident = await this.#options.store.get(id);
    if (!incident) {
      throw new NotFoundError(`There is no incident ${id}.`);
    }
    return incident;
  }

  /** One question to the catalog for all rows, and one for the changes behind them. */
  async #present(
    caller: Caller,
    incidents: Incident[],
  ): Promise<IncidentView[]> {
    const { store, catalog, reader } = this.#options;
    const refs = [...new Set(incidents.flatMap(each => each.entityRefs))];
    const open = incidents.filter(({ cause }) => cause === 'open');
    const [entities, suspects] = await Promise.all([
      catalog.getFacts(refs, { orStale: true }),
      store.suspectsOf(open.map(({ id }) => id)),
    ]);
    const sees = await reader.seesAmong(caller, [
      ...incidents.flatMap(({ causedByChangeId }) => causedByChangeId ?? []),
      ...[...suspects.values()].flat().map(({ changeId }) => changeId),
    ]);
    return incidents.map(incident => ({
      ...present(incident, suspects.get(incident.id) ?? [], sees),
      allowedActions: incidentActionsFor(incident, caller.actor, entities),
    }));
  }
}
