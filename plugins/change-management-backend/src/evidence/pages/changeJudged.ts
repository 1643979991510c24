import { ChangeEvidence } from 'backstage-plugin-change-management-common';
import { facts, Html, html, lines, section, table, time } from './html';

/** The risk of a change and whom it reaches, as it was judged. */
export function risk({
  risk: judged,
  impact,
  policyVersion,
}: ChangeEvidence['change']): Html[] {
  return [
    section(
      'Risk',
      facts([
        ['Level', judged.level],
        [
          'Likelihood × impact',
          judged.likelihood && `${judged.likelihood} × ${judged.impact}`,
        ],
        [
          'By',
          lines(
            (judged.methods ?? []).map(
              ({ method, level }) => `${method}: ${level}`,
            ),
          ),
        ],
        ['Method', `of policy version ${policyVersion}`],
        [
          'Set by hand',
          judged.override &&
            `${judged.override.level} by ${judged.override.by}, ${time(
              judged.override.at,
            )}: ${judged.override.reason}`,
        ],
      ]),
      table(
        ['Factor', 'Method', 'Points', 'Because'],
        judged.factors.map(f => [f.label, f.method, f.points, f.because]),
      ),
    ),
    section(
      'Impact',
      table(
        ['Entity', 'Distance', 'Owners', 'By way of'],
        [
          ...impact.direct.map(({ entityRef, owners }) => [
            entityRef,
            'direct',
            lines(owners),
            '',
          ]),
          ...impact.indirect.map(({ entityRef, distance, owners, via }) => [
            entityRef,
            distance,
            lines(owners),
            via.join(' → '),
          ]),
        ],
      ),
      impact.truncated
        ? html`<p class="quiet">There is more than was followed.</p>`
        : undefined,
    ),
  ];
}

/** Who approved and assessed it, in which role. */
export function approvals({ change, decisions }: ChangeEvidence): Html[] {
  return [
    section(
      'Approvals',
      table(
        ['Demanded by', 'Clause', 'Needed', 'Decided'],
        change.approvalRequirements.map(
          ({ rule, clause, needed, decisions: given, standing, stale }) => [
            rule,
            clause,
            needed,
            [
              lines(given.map(d => `${d.decision} by ${d.by}, ${time(d.at)}`)),
              standing &&
                `The approval of ${standing.changeModel.id} by ${
                  standing.by
                }, ${time(standing.at)}`,
              stale ? html` <span class="bad">stale</span>` : undefined,
            ],
          ],
        ),
      ),
    ),
    section(
      'Every decision, with the roles of that moment',
      table(
        [
          'When',
          'Who',
          'Decision',
          'Roles, through',
          'Groups',
          'On content',
          'Digest of what was seen',
          'Stands',
        ],
        decisions.map(d => [
          time(d.at),
          [d.by, d.onBehalfOf && html`<br />for ${d.onBehalfOf}`],
          [
            d.decision,
            d.comment && html`<br /><span class="quiet">${d.comment}</span>`,
          ],
          lines(
            d.roles.map(
              ({ role, via, delegatedBy }) =>
                `${role}, ${via}${delegatedBy ? `, for ${delegatedBy}` : ''}`,
            ),
          ),
          lines(d.groups),
          `revision ${d.contentRevision}`,
          html`<code>${d.digest}</code>`,
          d.stands ? 'yes' : 'no',
        ]),
      ),
    ),
    section(
      'Assessments of the owners',
      table(
        ['When', 'Who', 'Entity', 'Clients', 'Data', 'Objection'],
        change.assessments.map(a => [
          time(a.at),
          [a.by, a.selfAssessment ? ' (of their own change)' : undefined],
          a.entityRef,
          a.impactOnClients,
          a.impactOnData,
          a.objection ? [html`<span class="bad">yes</span> `, a.comment] : 'no',
        ]),
      ),
    ),
  ];
}
