import {
  defaultPolicy,
  PolicyVersionView,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { amended, arrangePolicy, digestOf } from './__testUtils__/amended';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const today = () => new Date().toISOString().slice(0, 10);
const tomorrow = () =>
  new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

describe.each(supported)('the versions of the policy, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  beforeEach(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({ knex });
  });

  const statusOf = async (...args: Parameters<Portal['send']>) => {
    const { status, body } = await portal.send(...args);
    return [status, body.error?.message];
  };
  const versionsOf = async () =>
    (await portal.ask('omar', 'listPolicies')).items.map(
      ({ version, state, inForce }: any) => [version, state, inForce],
    );

  it('begin with the shipped one, published by the plugin itself', async () => {
    const { ask } = portal;
    expect(await ask('omar', 'getPolicy')).toEqual(defaultPolicy);
    const one: PolicyVersionView = await ask('omar', 'getPolicyVersion', {
      path: { version: '1.0' },
    });
    expect(one).toMatchObject({
      state: 'published',
      inForce: true,
      effectiveDate: '2025-12-03',
      approvedBy: 'CTO / IT Director',
      document: defaultPolicy,
      digest: digestOf(defaultPolicy),
      allowedActions: [],
    });
    expect(one.history.map(({ type, actor }) => [type, actor])).toEqual([
      ['published', 'plugin:default/change-management'],
    ]);
  });

  it('are proposed, edited, approved by somebody else, and published', async () => {
    const { ask } = portal;
    const path = { version: '1.1' };
    const first = amended('1.1', policy => {
      policy.notice.hours = 12;
    });
    const draft: PolicyVersionView = await ask('salma', 'proposePolicy', {
      body: { document: first, note: 'Less notice' },
    });
    expect(draft).toMatchObject({
      state: 'draft',
      inForce: false,
      basedOn: '1.0',
      note: 'Less notice',
      digest: digestOf(first),
      proposed: { by: 'user:default/salma' },
      allowedActions: ['edit', 'withdraw'],
    });

    const second = amended('1.1', policy => {
      policy.notice.hours = 36;
    });
    const edited: PolicyVersionView = await ask('karim', 'editPolicy', {
      path,
      body: { digest: draft.digest, document: second },
    });
    expect(edited.document.notice.hours).toBe(36);
    expect(
      await statusOf('salma', 'editPolicy', {
        path,
        body: { digest: draft.digest, document: first },
      }),
    ).toEqual([409, expect.stringContaining('edited since you read it')]);
    expect(
      await statusOf('nadia', 'approvePolicy', {
        path,
        body: { digest: draft.digest },
      }),
    ).toEqual([409, expect.stringContaining('edited since you read it')]);
    // Salma is a CTO, too.
    expect(
      await statusOf('salma', 'approvePolicy', { path, body: {} }),
    ).toEqual([403, expect.stringContaining('wrote on a policy')]);
    expect(
      await statusOf('nadia', 'publishPolicy', { path, body: {} }),
    ).toEqual([409, expect.stringContaining('still a draft')]);

    await ask('nadia', 'approvePolicy', {
      path,
      body: { digest: edited.digest },
    });
    expect(
      await statusOf('karim', 'editPolicy', {
        path,
        body: { digest: edited.digest, document: first },
      }),
    ).toEqual([409, expect.stringContaining('approved already')]);
    expect((await ask('omar', 'getPolicy')).version).toBe('1.0');

    const published: PolicyVersionView = await ask('salma', 'publishPolicy', {
      path,
      body: {},
    });
    // The date of the document has passed.
    expect(published).toMatchObject({
      state: 'published',
      inForce: true,
      effectiveDate: today(),
      document: second,
      approved: { by: 'user:default/nadia' },
      published: { by: 'user:default/salma' },
    });
    expect(published.history.map(({ type, actor }) => [type, actor])).toEqual([
      ['proposed', 'user:default/salma'],
      ['edited', 'user:default/karim'],
      ['approved', 'user:default/nadia'],
      ['published', 'user:default/salma'],
    ]);
    expect(await ask('omar', 'getPolicy')).toEqual({
      ...second,
      effectiveDate: today(),
    });
    expect(await versionsOf()).toEqual([
      ['1.1', 'published', true],
      ['1.0', 'published', false],
    ]);
  });

  it('take effect on their date, which does not lie in the past', async () => {
    const { ask } = portal;
    await arrangePolicy(portal, amended('1.1'), 'approved');
    const path = { version: '1.1' };
    const { status, body } = await portal.send('salma', 'publishPolicy', {
      path,
      body: { effectiveDate: '2026-01-01' },
    });
    expect([status, body.error.fields]).toEqual([
      400,
      [{ path: 'effectiveDate', message: 'must not lie in the past' }],
    ]);
    await ask('salma', 'publishPolicy', {
      path,
      body: { effectiveDate: tomorrow() },
    });
    expect((await ask('omar', 'getPolicy')).version).toBe('1.0');
    // Of two with the same date, the one published last.
    await arrangePolicy(portal, amended('1.2'), 'approved');
    await arrangePolicy(portal, amended('1.3'), 'published');
    expect((await ask('omar', 'getPolicy')).version).toBe('1.3');
    await ask('salma', 'publishPolicy', { path: { version: '1.2' }, body: {} });
    expect((await ask('omar', 'getPolicy')).version).toBe('1.2');
  });

  it('are new, and higher than what they are based on', async () => {
    const { ask } = portal;
    const proposing = (document: object, more = {}) =>
      portal.send('karim', 'proposePolicy', { body: { document, ...more } });
    expect((await proposing(amended('1.0.0'))).status).toBe(409);
    const low = await proposing(amended('0.9'));
    expect([low.status, low.body.error.fields]).toEqual([
      400,
      [
        {
          path: 'document.version',
          message: 'must be higher than 1.0, on which it is based',
        },
      ],
    ]);
    const unbased = await proposing(amended('2.1'), { basedOn: '2.0' });
    expect(unbased.body.error.fields).toEqual([
      { path: 'basedOn', message: 'there is no policy 2.0' },
    ]);
    await ask('karim', 'proposePolicy', { body: { document: amended('1.1') } });
    expect((await proposing(amended('1.1'))).status).toBe(409);
    const { body } = await portal.send('karim', 'editPolicy', {
      path: { version: '1.1' },
      body: { digest: digestOf(amended('1.1')), document: amended('1.2') },
    });
    expect(body.error.fields).toEqual([
      { path: 'document.version', message: 'must stay 1.1' },
    ]);
  });

  it('are refused with every error named', async () => {
    const document: any = amended('1.1');
    document.approvalRules[0].clause = '§99';
    document.approvalRules[0].approvers = [{ role: 'king' }];
    document.notice.hours = -1;
    document.colour = 'red';
    const { status, body } = await portal.send('karim', 'proposePolicy', {
      body: { document, note: '' },
    });
    expect(status).toBe(400);
    const paths = body.error.fields.map(({ path }: any) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'document.approvalRules.0.clause',
        'document.approvalRules.0.approvers.0.role',
        'document.notice.hours',
        'document.colour',
        'note',
      ]),
    );
    expect(await versionsOf()).toEqual([['1.0', 'published', true]]);
  });

  it.each([
    ['a condition nested beyond reason', '{"$not":', '}'],
    ['a list nested beyond reason', '[', ']'],
  ])('answer %s with 400', async (_name, open, close) => {
    const text = JSON.stringify({
      document: amended('1.1', policy => {
        policy.approvalRules[0].when = '@' as never;
      }),
    }).replace('"@"', `${open.repeat(20_000)}{}${close.repeat(20_000)}`);
    const { status } = await portal.send('karim', 'proposePolicy', {
      body: text,
    });
    expect(status).toBe(400);
  });

  it('are not found under any other name', async () => {
    for (const version of ['1.1', 'x', '1%00', '%20', '1.0.0', '..%2F1.0']) {
      expect(
        (await portal.send('omar', 'getPolicyVersion', { path: { version } }))
          .status,
      ).toBe(404);
    }
    expect(
      (
        await portal.send('omar', 'diffPolicies', {
          path: { version: '1.0' },
          query: { against: '7.0' },
        })
      ).status,
    ).toBe(404);
  });

  it('differ in text and rules', async () => {
    await arrangePolicy(
      portal,
      amended('1.1', policy => {
        policy.clauses[0].text = 'Keep the lights on.';
        policy.deadlines.review.dueHours = 24;
      }),
      'draft',
    );
    const diff = await portal.ask('omar', 'diffPolicies', {
      path: { version: '1.1' },
    });
    expect(diff).toMatchObject({
      from: '1.0',
      to: '1.1',
      clauses: [{ id: '§1', kind: 'changed', after: 'Keep the lights on.' }],
      rules: [
        {
          path: 'deadlines.review.dueHours',
          kind: 'changed',
          before: 120,
          after: 24,
        },
      ],
    });
    const back = await portal.ask('omar', 'diffPolicies', {
      path: { version: '1.0' },
      query: { against: '1.1' },
    });
    expect(back.rules[0]).toMatchObject({ before: 24, after: 120 });
  });

  it('never change once approved, not even by hand', async () => {
    await arrangePolicy(portal, amended('1.1'), 'approved');
    const write = async (version: string, change: object) =>
      knex('policies').where({ version }).update(change);
    for (const version of ['1.0', '1.1']) {
      await expect(write(version, { document: '{}' })).rejects.toThrow(
        'never changes',
      );
      await expect(write(version, { state: 'draft' })).rejects.toThrow(
        'never changes',
      );
      await expect(
        knex('policies').where({ version }).delete(),
      ).rejects.toThrow('never changes');
    }
    await expect(
      write('1.0', { effective_date: '2030-01-01' }),
    ).rejects.toThrow('never changes');
    await arrangePolicy(portal, amended('1.2'), 'draft');
    expect(await knex('policies').where({ version: '1.2' }).delete()).toBe(1);
  });

  it('are approved and published once, however many try', async () => {
    const { ask, send } = portal;
    await arrangePolicy(portal, amended('1.1'), 'draft');
    const path = { version: '1.1' };
    const statuses = async (act: () => Promise<{ status: number }>) =>
      (await Promise.all(Array.from({ length: 6 }, act)))
        .map(({ status }) => status)
        .sort();
    const once = [200, 409, 409, 409, 409, 409];
    expect(
      await statuses(() => send('nadia', 'approvePolicy', { path, body: {} })),
    ).toEqual(once);
    expect(
      await statuses(() => send('salma', 'publishPolicy', { path, body: {} })),
    ).toEqual(once);
    const document = amended('1.2');
    expect(
      await statuses(() =>
        send('karim', 'proposePolicy', { body: { document } }),
      ),
    ).toEqual([201, 409, 409, 409, 409, 409]);
    const { history } = await ask('omar', 'getPolicyVersion', { path });
    expect(history.map(({ type }: any) => type)).toEqual([
      'proposed',
      'approved',
      'published',
    ]);
  });

  it('give the same answer again for the same key', async () => {
    const sent = { body: { document: amended('1.1') }, key: 'once' };
    const first = await portal.ask('karim', 'proposePolicy', sent);
    expect(await portal.ask('karim', 'proposePolicy', sent)).toEqual(first);
  });

  it('judge what comes after them, and leave alone what came before', async () => {
    const { ask, step } = portal;
    const create = async () =>
      (await ask('amina', 'createChange', { body: form() })).id;
    const submitted = await create();
    const draft = await create();
    const closed = await create();
    await walk(portal, submitted, 'authorization');
    await walk(portal, closed, 'closed');

    await arrangePolicy(
      portal,
      amended('1.1', policy => {
        policy.approvalRules.push({
          id: 'security',
          approvers: [{ role: 'securityManager' }],
          quorum: 'any',
          rule: 'Security looks at everything.',
          clause: '§8.4',
        });
      }),
      'published',
    );

    const rulesOf = ({ approvalRequirements }: any) =>
      approvalRequirements.map(({ id }: any) => id);
    const before = await ask('omar', 'getChange', { path: { id: submitted } });
    expect(before.policyVersion).toBe('1.0');
    expect(rulesOf(before)).toEqual(['change-manager']);
    expect(before.newerPolicy).toEqual({
      version: '1.1',
      differences: [expect.stringContaining('Security looks at everything.')],
    });
    const ended = await ask('omar', 'getChange', { path: { id: closed } });
    expect([ended.policyVersion, ended.newerPolicy]).toEqual([
      '1.0',
      undefined,
    ]);

    const after = await step('amina', 'submitChange', draft);
    expect(after.policyVersion).toBe('1.1');
    expect(rulesOf(after)).toEqual(['change-manager', 'security']);
    expect(after.newerPolicy).toBeUndefined();

    const approved = await step('salma', 'decideChange', submitted, {
      decision: 'approve',
    });
    expect([approved.state, approved.policyVersion]).toEqual([
      'approved',
      '1.0',
    ]);
  });
});
