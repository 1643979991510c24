import {
  defaultPolicy,
  Policy,
} from 'backstage-plugin-change-management-common';
import { Portal } from '../../__testUtils__/startPortal';
import { hashOf } from '../../platform/canonical';

/** The shipped policy, amended, as version 1.1 if nothing else is said. */
export function amended(
  version = '1.1',
  change: (policy: Policy) => void = () => {},
): Policy {
  const policy = structuredClone({
    ...defaultPolicy,
    version,
    effectiveDate: '2026-01-01',
  });
  change(policy);
  return policy;
}

let minor = 0;

/** A version that there is not yet. */
export function freshVersion(): string {
  minor += 1;
  return `1.${minor}`;
}

/** What the server makes of a document. */
export function digestOf(document: Policy): string {
  return hashOf(document);
}

/** Takes a document to a state, written by Karim, who may not approve anything. */
export async function arrangePolicy(
  { ask }: Portal,
  document: Policy,
  state: string,
): Promise<string> {
  const path = { version: document.version };
  await ask('karim', 'proposePolicy', { body: { document } });
  if (state !== 'draft') {
    await ask('nadia', 'approvePolicy', { path, body: {} });
  }
  if (state === 'published') {
    await ask('nadia', 'publishPolicy', { path, body: {} });
  }
  return document.version;
}
