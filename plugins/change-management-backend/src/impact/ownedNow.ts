import { EntityCatalog } from './EntityCatalog';

/** Some entities by who owns them now, as the catalog has it. */
export interface OwnedNow {
  /** Owned by one of the teams that were asked for. */
  byThese: string[];
  /** Owned by anybody at all. */
  byAny: string[];
  /** Whether what nobody owns was asked for, too: `none` among the teams. */
  orNobody: boolean;
}

/** @throws ServiceUnavailableError when the catalog does not answer */
export async function ownedNow(
  catalog: Pick<EntityCatalog, 'getFacts'>,
  entityRefs: string[],
  teams: string[],
): Promise<OwnedNow> {
  const facts = await catalog.getFacts(entityRefs, { orStale: true });
  const ownersOf = (ref: string) => facts[ref]?.owners ?? [];
  return {
    byThese: entityRefs.filter(ref =>
      ownersOf(ref).some(owner => teams.includes(owner)),
    ),
    byAny: entityRefs.filter(ref => ownersOf(ref).length > 0),
    orNobody: teams.includes('none'),
  };
}
