import {
  Change,
  ConfigurationItemFormInput,
} from 'backstage-plugin-change-management-common';
import { SeedDoor } from 'backstage-plugin-change-management-node';

const minute = 60_000;

/** A configuration of the demo organisation, and what the changes of these titles made or make of it. */
interface ConfigurationTopic {
  form: ConfigurationItemFormInput;
  contents: { by: string; note: string; content: string }[];
}

const paymentsApi = (values: {
  capture: number;
  refunds: number;
  instalments?: string;
  wallets?: string;
}) => `# Read by payments-api when it starts
server:
  port: 8080
  shutdownSeconds: 30
limits:
  capturesPerSecond: ${values.capture}
  refundsPerMinute: ${values.refunds}
database:
  url: \${PAYMENTS_DB_URL}
  password: \${PAYMENTS_DB_PASSWORD}
  poolSize: 20
providers:
  - cmi
  - stripe
${values.instalments ?? ''}${values.wallets ?? ''}`;

const instalments = (count: number) => `instalments:
  enabled: true
  most: ${count}
`;

const paymentsDb = (values: {
  connections: number;
  memory: string;
  extra?: string;
}) => `# Settings of the payments database
max_connections=${values.connections}
shared_buffers=${values.memory}
password_encryption=scram-sha-256
log_min_duration_statement=500ms
${values.extra ?? ''}`;

const topics: ConfigurationTopic[] = [
  {
    form: {
      entityRef: 'component:default/payments-api',
      name: 'payments-api.yaml',
      format: 'yaml',
      description: 'Limits, providers and features of the payments API.',
    },
    contents: [
      {
        by: 'Upgrade the payments database to PostgreSQL 18',
        note: 'As it was in production',
        content: paymentsApi({ capture: 40, refunds: 60 }),
      },
      {
        by: 'Release payments-api 6.0 with instalments',
        note: 'Instalments switched on',
        content: paymentsApi({
          capture: 80,
          refunds: 60,
          instalments: instalments(12),
        }),
      },
      {
        by: 'Release payments-api 6.0.1 with instalments',
        note: 'Fewer instalments, and the old limit of captures',
        content: paymentsApi({
          capture: 40,
          refunds: 90,
          instalments: instalments(4),
        }),
      },
      {
        by: 'Release payments-api 6.1 with wallet payments',
        note: 'Two wallets for a tenth of the clients',
        content: paymentsApi({
          capture: 60,
          refunds: 90,
          instalments: instalments(4),
          wallets:
            'wallets:\n  - apple-pay\n  - google-pay\nwalletClientsPercent: 10\n',
        }),
      },
    ],
  },
  {
    form: {
      entityRef: 'resource:default/payments-db',
      name: 'postgresql.properties',
      format: 'properties',
      description: 'What differs from the defaults of PostgreSQL.',
    },
    contents: [
      {
        by: 'Rotate the credentials of the payments database',
        note: 'Passwords are kept as SCRAM',
        content: paymentsDb({ connections: 200, memory: '4GB' }),
      },
      {
        by: 'Upgrade the payments database to PostgreSQL 18',
        note: 'Asynchronous reads of PostgreSQL 18',
        content: paymentsDb({
          connections: 200,
          memory: '8GB',
          extra: 'io_method=worker\nio_workers=6\n',
        }),
      },
      {
        by: 'Free the locked rows of the payments database',
        note: 'Locks are given up sooner',
        content: paymentsDb({
          connections: 200,
          memory: '8GB',
          extra: 'io_method=worker\nio_workers=6\nlock_timeout=2s\n',
        }),
      },
    ],
  },
];

/** Keeps the configuration of the demo organisation under version control. */
export class ConfigurationKeeper {
  readonly #door: SeedDoor;
  readonly #itemIds = new Map<ConfigurationTopic, string>();

  constructor(door: SeedDoor) {
    this.#door = door;
  }

  /** Puts all of it there, without any version. */
  async keep(as: string, at: number): Promise<void> {
    for (const topic of topics) {
      const { id } = await this.#door.keepConfiguration({
        as,
        at: new Date(at).toISOString(),
        form: topic.form,
      });
      this.#itemIds.set(topic, id);
    }
  }

  /** Makes, or in a draft proposes, what a change alters, a few minutes after a time. */
  async edit({ id, title }: Change, as: string, after: number): Promise<void> {
    for (const topic of topics) {
      for (const { by, note, content } of topic.contents) {
        if (by === title) {
          await this.#door.configure({
            as,
            at: new Date(after + 5 * minute).toISOString(),
            itemId: this.#itemIds.get(topic)!,
            version: { changeId: id, content, note },
          });
        }
      }
    }
  }
}
