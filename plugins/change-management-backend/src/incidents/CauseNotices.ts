import {
  Change,
  Incident,
  Role,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { NoticeService } from '../notices/NoticeService';
import { listed, quote } from '../notices/wording';
import { CauseRules } from './causeRules';
import { Causes } from './CauseFinder';
import { IncidentStore } from './IncidentStore';

/** What {@link CauseNotices} is made from. */
export interface CauseNoticesOptions {
  store: IncidentStore;
  notices: NoticeService;
  /** Users and groups that hold each role. */
  holders: Record<Role, string[]>;
  causeRules: CauseRules;
  clock: () => Date;
}

/** Tells people that a change has probably caused an incident, each cause of each incident once. */
export class CauseNotices {
  readonly #options: CauseNoticesOptions;

  constructor(options: CauseNoticesOptions) {
    this.#options = options;
  }

  /** Within the transaction in which the causes are written, which holds the incident. */
  async tell(
    tx: Knex.Transaction,
    incident: Incident,
    [likeliest]: Causes['candidates'],
  ): Promise<void> {
    const { store, notices, clock, causeRules } = this.#options;
    if (!likeliest || likeliest.confidence < causeRules.from) {
      return;
    }
    const { change, confidence, reasons } = likeliest;
    const recipients = this.#recipientsOf(change);
    if (
      !recipients.length ||
      !(await store.noteTold(tx, incident.id, change.id, clock()))
    ) {
      return;
    }
    const percent = `${Math.round(confidence * 100)} %`;
    await notices.enqueue(tx, [
      {
        changeId: change.id,
        kind: 'execution',
        purpose: 'ask',
        recipients,
        excluded: [],
        about: change.affectedEntities,
        title: `${change.id} has probably caused ${incident.id}: ${incident.title}`,
        description: `${listed(
          incident.entityRefs,
        )} broke; ${percent} likely by ${change.id}${quote(
          change.title,
        )}. ${listed(
          reasons.map(({ because }) => because),
          ' ',
        )} Confirm it or rule it out.`,
        link: `/change-management/incidents/${incident.id}`,
        severity: incident.major ? 'critical' : 'high',
      },
    ]);
  }

  #recipientsOf({ requestedBy, implementer }: Change): string[] {
    const { holders, causeRules } = this.#options;
    const people = { requester: [requestedBy], implementer: [implementer] };
    return [
      ...new Set(
        causeRules.tell.flatMap(who => ({ ...holders, ...people }[who])),
      ),
    ];
  }
}
