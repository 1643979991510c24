import { AccessAct } from '../contract/access';

/** `db:read on resource:default/payments-db for user:default/amina, until 2026-12-01T00:00Z` */
export function nameAccess({
  principal,
  entityRef,
  permission,
  from,
  until,
}: {
  principal: string;
  entityRef: string;
  permission: string;
  from?: string;
  until?: string;
}): string {
  const times = [
    ...(from ? [`from ${minuteOf(from)}`] : []),
    ...(until ? [`until ${minuteOf(until)}`] : []),
  ];
  return [`${permission} on ${entityRef} for ${principal}`, ...times].join(
    ', ',
  );
}

function minuteOf(time: string): string {
  return `${time.slice(0, 16)}Z`;
}

const verbs = {
  granted: 'Granted',
  extended: 'Extended',
  revoked: 'Revoked',
} as const;

/** One alteration of the ledger, as a line of the execution log. */
export function nameAct(act: AccessAct): string {
  const { type, id, until, previousUntil } = act;
  const isShorter =
    previousUntil === undefined
      ? until !== undefined
      : until !== undefined && until < previousUntil;
  const verb = type === 'extended' && isShorter ? 'Cut back' : verbs[type];
  return `${verb} ${nameAccess(act)} (${id})`;
}

/** What several acts come to: `2 granted, 1 revoked`. */
export function countActs(acts: AccessAct[]): string {
  return (['granted', 'extended', 'revoked'] as const)
    .map(type => [acts.filter(act => act.type === type).length, type] as const)
    .filter(([count]) => count > 0)
    .map(([count, type]) => `${count} ${type}`)
    .join(', ');
}
