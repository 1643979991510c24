import {
  AccessList,
  accessElsewhere,
  mayCarryAccess,
} from '../contract/access';
import { MissingField } from '../contract/judgement';
import { heldAs } from '../access/ledger';
import { nameAccess } from '../access/naming';
import { ChangeContent, Facts } from './types';

/** A list that asks for nothing. */
export const noAccess: AccessList = { grants: [], revocations: [] };

/** Whether the entity is affected, or part of what is. */
export function isCovered(
  { affectedEntities }: Pick<ChangeContent, 'affectedEntities'>,
  entityRef: string,
  { access }: Pick<Facts, 'access'>,
): boolean {
  return [entityRef, ...(access?.partOf[entityRef] ?? [])].some(ref =>
    affectedEntities.includes(ref),
  );
}

export const listsOfAccess = ['revocations', 'grants'] as const;

/** What cannot stay in the list of a form, field by field. */
export function findAccessGaps(
  content: Pick<ChangeContent, 'category' | 'access' | 'affectedEntities'>,
  facts: Pick<Facts, 'access'>,
): MissingField[] {
  if (!mayCarryAccess(content)) {
    return [{ path: 'access', message: accessElsewhere }];
  }
  return listsOfAccess.flatMap(list =>
    (content.access?.[list] ?? []).flatMap(({ entityRef }, index) =>
      isCovered(content, entityRef, facts)
        ? []
        : [
            {
              path: `access.${list}.${index}.entityRef`,
              message: `${entityRef} is neither an affected entity nor part of one`,
            },
          ],
    ),
  );
}

/** Revocations of what nobody holds; nothing where the ledger was not looked at. */
export function findNotHeld(
  { access = noAccess }: Pick<ChangeContent, 'access'>,
  facts: Pick<Facts, 'access'>,
): MissingField[] {
  const { ledger } = facts.access ?? {};
  return ledger
    ? access.revocations.flatMap((revocation, index) =>
        heldAs(ledger, revocation).length
          ? []
          : [
              {
                path: `access.revocations.${index}`,
                message: `${nameAccess(
                  revocation,
                )} is not held, so it cannot be revoked`,
              },
            ],
      )
    : [];
}
