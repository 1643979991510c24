import fc from 'fast-check';
import { Impact } from '../contract/judgement';
import { entities } from './__testUtils__/organisation';
import { Story } from './__testUtils__/story';
import { impactOf, reached } from './__testUtils__/world';
import { people } from './__testUtils__/organisation';
import { digestOf } from './digest';
import { contentOf } from './steps/request';

const api = 'component:default/payments-api';
const content = contentOf(new Story(people.amina).change);
const impact = impactOf([api], [reached('shop', ['audit'])]);
const seen = digestOf(content, impact, '1.0');

describe('the digest of what approvers saw', () => {
  it.each<[string, object]>([
    ['title', { title: 'Another' }],
    ['rollback plan', { rollbackPlan: undefined }],
    ['times', { plannedStart: '2026-12-02T00:00:00.000Z' }],
    ['affected entities', { affectedEntities: Object.keys(entities) }],
    ['risk answers', { riskAnswers: {} }],
    ['implementer', { implementer: 'user:default/tarik' }],
  ])('is another one with another %s', (_, patch) => {
    expect(digestOf({ ...content, ...patch }, impact, '1.0')).not.toBe(seen);
  });

  it.each<[string, Impact]>([
    [
      'owner',
      impactOf(
        [{ entityRef: api, owners: ['group:default/audit'] }],
        [reached('shop', ['audit'])],
      ),
    ],
    [
      'criticality',
      impactOf(
        [{ entityRef: api, criticality: 'high' }],
        [reached('shop', ['audit'])],
      ),
    ],
    [
      'entity that is gone',
      impactOf(
        [{ entityRef: api, exists: false }],
        [reached('shop', ['audit'])],
      ),
    ],
    ['owner further off', impactOf([api], [reached('shop', ['security'])])],
    [
      'criticality further off',
      impactOf([api], [reached('shop', ['audit'], { criticality: 'low' })]),
    ],
    [
      'dependent',
      impactOf([api], [reached('shop', ['audit']), reached('mail', [])]),
    ],
  ])('is another one with another %s', (_, other) => {
    expect(digestOf(content, other, '1.0')).not.toBe(seen);
  });

  it('is another one under another version of the policy', () => {
    expect(digestOf(content, impact, '1.1')).not.toBe(seen);
  });

  it('stays the same with other links', () => {
    const links = [{ url: 'https://example.com/', title: 'PR' }];
    expect(digestOf({ ...content, links }, impact, '1.0')).toBe(seen);
  });

  it('does not depend on the order in which fields were written', () => {
    const fields = Object.entries(content);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(fields, { minLength: fields.length }),
        shuffled => {
          const same = Object.fromEntries(shuffled) as typeof content;
          expect(digestOf(same, impact, '1.0')).toBe(seen);
        },
      ),
    );
  });
});
