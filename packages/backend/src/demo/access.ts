import { ChangeFormInput } from 'backstage-plugin-change-management-common';
import { Topic } from './topics';

const day = 24 * 3_600_000;
const paymentsDb = 'resource:default/payments-db';

/** The access that a demo change grants: some for good, some that has expired, and some that soon will. */
export function accessOf(
  { title }: Topic,
  now: number,
): ChangeFormInput['access'] {
  const at = (days: number) => new Date(now + days * day).toISOString();
  switch (title) {
    case 'Give the data team read access to the orders database':
      return {
        grants: [
          {
            principal: 'group:default/data-team',
            entityRef: 'resource:default/orders-db',
            permission: 'db:read',
          },
        ],
      };
    case 'Rotate the credentials of the payments database':
      return {
        grants: [
          {
            principal: 'group:default/payments-team',
            entityRef: paymentsDb,
            permission: 'db:write',
          },
          {
            principal: 'external:reporting',
            entityRef: paymentsDb,
            permission: 'db:read',
          },
          {
            principal: 'user:default/mehdi',
            entityRef: paymentsDb,
            permission: 'db:read',
            until: at(-1),
          },
          {
            principal: 'user:default/zineb',
            entityRef: paymentsDb,
            permission: 'db:admin',
            until: at(5),
          },
        ],
      };
    default:
      return undefined;
  }
}
