import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AuditVerdict,
  BadEvent,
  systemActor,
  Verification,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { Notice, NoticeService } from '../notices/NoticeService';
import { takeTurns } from '../platform/database';
import { VerificationStore } from './VerificationStore';
import { Verifier } from './Verifier';

/** Those who are told of what was found, and how. */
export interface Alarm {
  notices: Pick<NoticeService, 'enqueue' | 'deliverSoon'>;
  /** Users and groups. */
  securityManagers: string[];
}

/** `CHG-1042, event 3: does not match its hash` */
function nameBad({ subject, sequence, reason }: BadEvent): string {
  return subject ? `${subject}, event ${sequence}: ${reason}` : reason;
}

function noticeOf(bad: BadEvent, recipients: string[]): Notice {
  return {
    kind: 'audit',
    purpose: 'ask',
    recipients,
    excluded: [],
    title: 'The audit trail is not as it was recorded',
    description: nameBad(bad),
    link: '/change-management/compliance',
    severity: 'critical',
  };
}

/** Verifies the trail as a whole, keeps what was found, and has the security manager told of it: once of each failure. */
export class Verifications {
  readonly #database: Knex;
  readonly #store: VerificationStore;
  readonly #verifier: Verifier;
  readonly #alarm: Alarm;
  readonly #logger: LoggerService;
  readonly #clock: () => Date;

  constructor(
    options: {
      database: Knex;
      verifier: Verifier;
      logger: LoggerService;
      clock: () => Date;
    } & Alarm,
  ) {
    this.#database = options.database;
    this.#store = new VerificationStore(options.database);
    this.#verifier = options.verifier;
    this.#alarm = options;
    this.#logger = options.logger;
    this.#clock = options.clock;
  }

  findLatest(): Promise<Verification | undefined> {
    return this.#store.findLatest();
  }

  /** @param by - whoever asks */
  async verify(by: string): Promise<AuditVerdict> {
    const verdict = await this.#verifier.verify({});
    const at = this.#clock().toISOString();
    await this.#database.transaction(async tx => {
      const toldAt = verdict.firstBad && (await this.#tell(tx, verdict, at));
      await this.#store.add(tx, { at, by, verdict, toldAt });
    });
    this.#alarm.notices.deliverSoon();
    return verdict;
  }

  async verifyDaily(): Promise<void> {
    const { firstBad } = await this.verify(systemActor.userRef);
    if (firstBad) {
      this.#logger.error(
        `The audit trail is not as it was recorded: ${nameBad(firstBad)}`,
      );
    }
  }

  /** @returns since when the security manager knows of it; nothing where nobody holds that role */
  async #tell(
    tx: Knex.Transaction,
    { firstBad }: AuditVerdict,
    now: string,
  ): Promise<string | undefined> {
    // Of two who find the same at the same time, the second one sees that it has been told.
    await takeTurns(tx, 'alarm of the audit trail');
    const latest = await this.#store.findLatest(tx);
    if (
      latest?.toldAt &&
      isDeepStrictEqual(latest.verdict.firstBad, firstBad)
    ) {
      return latest.toldAt;
    }
    const { notices, securityManagers } = this.#alarm;
    if (securityManagers.length === 0) {
      return undefined;
    }
    await notices.enqueue(tx, [noticeOf(firstBad!, securityManagers)]);
    return now;
  }
}
