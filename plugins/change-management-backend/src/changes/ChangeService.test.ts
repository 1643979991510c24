import { mockServices } from '@backstage/backend-test-utils';
import {
  AnyCommand,
  Change,
  ChangeForm,
  changeFormSchema,
  defaultPolicy,
} from 'backstage-plugin-change-management-common';
import { DatabaseAuditTrail } from '../audit/DatabaseAuditTrail';
import { createDatabases } from '../__testUtils__/databases';
import { form } from '../__testUtils__/startPortal';
import { readerOf } from '../catalog/__testUtils__/catalog';
import { EntityCatalog } from '../impact/EntityCatalog';
import { PeopleDirectory } from '../people/PeopleDirectory';
import { RoleRegister } from '../people/RoleRegister';
import { allGranted } from '../permissions/Grants';
import { connect } from '../platform/database';
import { Idempotency } from '../platform/Idempotency';
import { shippedPolicies } from '../policy/__testUtils__/shippedPolicies';
import { ChangeService } from './ChangeService';
import { DatabaseChangeStore } from './DatabaseChangeStore';
import { RiskRecord } from '../risk/RiskRecord';
import { FactGatherer, OutsideFacts } from './FactGatherer';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

const caller = {
  actor: {
    userRef: 'user:default/amina',
    ownership: ['user:default/amina', 'group:default/devops'],
    roles: [],
  },
  grants: allGranted,
};

const models = { factsOf: async () => [], refresh: async () => {} };

/** A catalog in which every entity exists and its team owns it; it calls back while it is being asked. */
class SlowGatherer extends FactGatherer {
  meanwhile: () => Promise<unknown> = async () => {};
  asked: string[][] = [];

  constructor() {
    const catalog: EntityCatalog = {
      async getFacts(refs) {
        return Object.fromEntries(
          refs.map(entityRef => [
            entityRef,
            {
              entityRef,
              exists: true,
              kind: 'Component',
              owners: [`group:default/${entityRef.split('/')[1]}-team`],
              tags: [],
            },
          ]),
        );
      },
      async getImpact(refs) {
        const facts = Object.values(await this.getFacts(refs));
        return { direct: facts, indirect: [], truncated: false };
      },
      getSupport: async () => [],
      getMemberships: async () => ({}),
      resolveScope: async ref => [ref],
    };
    const record: RiskRecord = {
      measuresFor: async () => ({ failures: [], overlaps: [], incidents: [] }),
    };
    const people = new PeopleDirectory({
      reader: readerOf([]).reader,
      register: RoleRegister.fromConfig(mockServices.rootConfig()),
      standIns: { now: async () => [] },
    });
    super({ catalog, policies: shippedPolicies, record, models, people });
  }

  override async forCommand(
    change: Change,
    command: AnyCommand,
  ): Promise<OutsideFacts> {
    if (command.type === 'submit') {
      this.asked.push(change.affectedEntities);
      await this.meanwhile();
    }
    return super.forCommand(change, command);
  }
}

describe.each(supported)(
  'an edit while facts are being gathered, %s',
  engine => {
    async function start() {
      const knex = await databases.init(engine);
      const client = await connect(
        mockServices.database.mock({ getClient: async () => knex }),
      );
      const gatherer = new SlowGatherer();
      const clock = () => new Date();
      const service = new ChangeService({
        store: new DatabaseChangeStore(client),
        trail: new DatabaseAuditTrail(client),
        idempotency: new Idempotency(client, clock),
        gatherer,
        notices: {
          enqueue: async () => {},
          enqueuing: () => [],
          deliverSoon() {},
          start: async () => {},
        },
        noticesFor: () => [],
        models,
        configuration: {
          prepare: async () => undefined,
          standing: async () => undefined,
        },
        access: { prepare: async () => undefined, of: async () => [] },
        schedule: {
          factsFor: async () => ({ others: [], windows: [], memberOf: {} }),
        },
        listeners: [],
        followers: [],
        measure: () => [],
        clock,
      });
      const take = (command: AnyCommand) =>
        service.execute<Change>(caller, 'CHG-1001', command, o => o.change);
      let revision = 1;
      const edit = (entity: string) =>
        take({
          type: 'edit',
          revision: revision++,
          patch: { affectedEntities: [`component:default/${entity}`] },
        });
      await service.create(
        caller,
        changeFormSchema.parse(form()) as ChangeForm,
        o => o.change,
      );
      return { gatherer, take, edit };
    }

    it('makes the command look again', async () => {
      const { gatherer, take, edit } = await start();
      gatherer.meanwhile = async () => {
        gatherer.meanwhile = async () => {};
        await edit('mail');
      };
      const change = await take({ type: 'submit' });
      expect(gatherer.asked).toEqual([
        ['component:default/orders'],
        ['component:default/mail'],
      ]);
      expect(change).toMatchObject({
        state: 'assessment',
        policyVersion: defaultPolicy.version,
        impact: { direct: [{ entityRef: 'component:default/mail' }] },
      });
    });

    it('is told to the caller when it does not end', async () => {
      const { gatherer, take, edit } = await start();
      let n = 0;
      gatherer.meanwhile = () => edit(`service-${n++}`);
      await expect(take({ type: 'submit' })).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(gatherer.asked).toHaveLength(3);
    });
  },
);
