import {
  ChangeEvidence,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { facts, Html, html, lines, prose, section, table, time } from './html';

const inHours = (hours: number | undefined) =>
  hours === undefined ? undefined : `${Math.round(hours * 10) / 10} hours`;

/** Who was told of a change. */
export function told({ notices: { items, lead } }: ChangeEvidence): Html {
  return section(
    'Notices',
    facts([
      ['Notice demanded', inHours(lead.demandedHours)],
      ['Notice given', inHours(lead.givenHours)],
    ]),
    table(
      ['When', 'What', 'To', 'Handed over', 'Acknowledged'],
      items.map(n => [
        time(n.createdAt),
        n.title,
        lines([...n.recipients, ...n.addresses]),
        lines(
          n.deliveries.map(
            d =>
              `${d.channel}: ${
                d.handedOverAt ? time(d.handedOverAt) : d.status
              }`,
          ),
        ),
        lines(n.acknowledgements.map(a => `${a.userRef}, ${time(a.at)}`)),
      ]),
    ),
  );
}

/** How it ended, and what was learned. */
export function ended({
  review,
  rollback,
  closure,
  cancellation,
}: ChangeView): Html {
  return section(
    'Review and end',
    facts([
      [
        'Rolled back',
        rollback && `${rollback.by}, ${time(rollback.at)}: ${rollback.reason}`,
      ],
      ['Reviewed', review && `${review.by}, ${time(review.at)}`],
      ['Summary', prose(review?.summary)],
      ['Root cause', prose(review?.rootCause)],
      ['Lessons', prose(review?.lessons)],
      ['Action items', review && lines(review.actionItems)],
      [
        'Closed',
        closure && `${closure.by}, ${time(closure.at)}: ${closure.summary}`,
      ],
      [
        'Canceled',
        cancellation &&
          `${cancellation.by}, ${time(cancellation.at)}: ${
            cancellation.reason ?? ''
          }`,
      ],
    ]),
  );
}

/** Everything that happened to it, and what holds it. */
export function history({ versions, events, seal }: ChangeEvidence): Html[] {
  return [
    section(
      'Versions of the form',
      table(
        ['When', 'Who', 'Content', 'Altered', 'Risk', 'Policy'],
        versions.map(v => [
          time(v.at),
          v.by,
          `revision ${v.contentRevision}`,
          v.fields ? Object.keys(v.fields).join(', ') : 'first version',
          v.risk.level,
          v.policyVersion,
        ]),
      ),
    ),
    section(
      'Audit trail',
      html`<p>
        ${seal.ok
          ? html`<span class="good">Whole:</span> ${seal.sealed} of
              ${seal.events} events are held by the
              checkpoint${seal.checkpoint &&
              ` of size ${seal.checkpoint.size}`}.`
          : html`<span class="bad"
              >Event ${seal.firstBad?.sequence} ${seal.firstBad?.reason}.</span
            >`}
      </p>`,
      table(
        ['', 'When', 'Who', 'What', 'Leaf', 'SHA-256'],
        events.map(({ event, leafIndex }) => [
          event.sequence,
          time(event.occurredAt),
          event.actor,
          event.type,
          leafIndex ?? 'waits',
          html`<code>${event.hash.slice(0, 16)}…</code>`,
        ]),
      ),
    ),
  ];
}
