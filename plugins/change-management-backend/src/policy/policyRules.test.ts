import { Actor, HeldRole } from 'backstage-plugin-change-management-common';
import { amended } from './__testUtils__/amended';
import { allowedActs } from './policyRules';
import { StoredPolicy } from './PolicyStore';

const nadia = 'user:default/nadia';

function draft(...authors: string[]): StoredPolicy {
  return {
    version: '1.1',
    state: 'draft',
    effectiveDate: '2026-01-01',
    document: amended(),
    digest: '',
    findings: [],
    authors,
    proposed: { by: authors[0], at: '2026-11-20T08:00:00.000Z' },
  };
}

function omarWith(held: HeldRole): Actor {
  return { userRef: 'user:default/omar', ownership: [], roles: [held] };
}

describe('who stands in for a CTO', () => {
  const standIn = omarWith({ role: 'cto', via: nadia, delegatedBy: nadia });

  it('approves what others wrote', () => {
    expect(allowedActs(draft('user:default/karim'), standIn)).toContain(
      'approve',
    );
  });

  it('does not approve what that CTO wrote', () => {
    const written = draft('user:default/karim', nadia);
    expect(allowedActs(written, standIn)).not.toContain('approve');
    const own = omarWith({ role: 'cto', via: 'user:default/omar' });
    expect(allowedActs(written, own)).toContain('approve');
  });
});
