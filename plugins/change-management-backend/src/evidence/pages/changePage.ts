import {
  ChangeEvidence,
  ChangeView,
  packPaths,
  rollbackStepsOf,
} from 'backstage-plugin-change-management-common';
import {
  facts,
  Html,
  html,
  page,
  prose,
  section,
  Shown,
  table,
  time,
} from './html';

const percent = (hours: number | undefined) =>
  hours === undefined ? undefined : `${Math.round(hours * 10) / 10} hours`;

function lines(items: Shown[]): Shown {
  return items.map((item, i) => (i ? html`<br />${item}` : item));
}

function request({ change }: Pick<ChangeEvidence, 'change'>): Html {
  const { rollbackPlan, emergency } = change;
  return section(
    'The request',
    facts([
      ['State', [change.state, change.closeCode && `, ${change.closeCode}`]],
      ['Type', change.type],
      ['Category', change.category],
      ['Affected entities', lines(change.affectedEntities)],
      ['Requested by', `${change.requestedBy}, ${time(change.createdAt)}`],
      ['Implementer', change.implementer],
      [
        'Planned',
        change.plannedStart &&
          `${time(change.plannedStart)} to ${time(change.plannedEnd)}`,
      ],
      [
        'Carried out',
        change.actualStart &&
          `${time(change.actualStart)} to ${time(change.actualEnd)}`,
      ],
      [
        'Expected downtime',
        change.expectedDowntimeMinutes !== undefined
          ? `${change.expectedDowntimeMinutes} minutes`
          : undefined,
      ],
      [
        'Emergency',
        emergency &&
          `${emergency.reason}, ${emergency.incidentRef}: ${emergency.explanation}`,
      ],
      ['Description', prose(change.description)],
      ['Justification', prose(change.justification)],
      ['Implementation plan', prose(change.implementationPlan)],
      ['Test plan', prose(change.testPlan)],
      [
        'Rollback plan',
        rollbackPlan &&
          lines(
            rollbackStepsOf(rollbackPlan).map(
              ({ text }, i) => `${i + 1}. ${text}`,
            ),
          ),
      ],
    ]),
  );
}

function risk({
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

function approvals({ change, decisions }: ChangeEvidence): Html[] {
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

function carriedOut({
  change,
  log,
  deployments,
  gateChecks,
}: ChangeEvidence): Html[] {
  return [
    section(
      'Tests and rehearsals',
      table(
        ['When', 'Who', 'Where', 'Outcome', 'Evidence', 'Notes'],
        [
          ...change.testResults.map(t => [
            time(t.at),
            t.by,
            t.environment,
            t.outcome,
            t.evidenceUrl,
            t.notes,
          ]),
          ...change.rehearsals.map(r => [
            time(r.at),
            r.by,
            r.environment,
            `rollback ${r.outcome}`,
            r.evidenceUrl,
            r.notes,
          ]),
        ],
      ),
    ),
    section(
      'Tasks',
      table(
        ['Phase', 'Task', 'Assignee', 'Status', 'Note'],
        change.tasks.map(t => [t.phase, t.title, t.assignee, t.status, t.note]),
      ),
    ),
    section(
      'Execution log',
      table(
        ['When', 'Who', 'What', 'What changed', 'Why', 'Result'],
        log.map(e => [
          time(e.occurredAt),
          e.actor,
          e.summary,
          prose(e.whatChanged),
          e.justification,
          e.result,
        ]),
      ),
    ),
    section(
      'Deployments',
      table(
        [
          'Started',
          'Id',
          'Entity',
          'Environment',
          'Version',
          'Status',
          'Reported by',
        ],
        deployments.map(d => [
          time(d.startedAt),
          d.id,
          d.entityRef,
          d.environment,
          d.version,
          d.status,
          d.source,
        ]),
      ),
    ),
    section(
      'What pipelines were told',
      table(
        ['When', 'Who', 'Entity', 'Environment', 'Allowed', 'Because'],
        gateChecks.map(g => [
          time(g.at),
          g.by,
          g.entityRef,
          g.environment,
          g.allowed ? 'yes' : 'no',
          lines(g.reasons.map(({ message }) => message)),
        ]),
      ),
    ),
  ];
}

function changed({ change, configuration }: ChangeEvidence): Html[] {
  return [
    section(
      'Configuration',
      configuration.length
        ? configuration.map(
            v =>
              html`<h3>${v.name}, version ${v.number}</h3>
                <p class="quiet">
                  ${v.author}, ${time(v.createdAt)}, SHA-256
                  <code>${v.digest}</code>
                </p>
                <pre>${v.patch}</pre>`,
          )
        : html`<p class="none">None.</p>`,
    ),
    section(
      'Access',
      table(
        ['Act', 'Who', 'Entity', 'Permission', 'Until'],
        (change.accessChanged ?? []).map(a => [
          a.type,
          a.principal,
          a.entityRef,
          a.permission,
          a.until && time(a.until),
        ]),
      ),
    ),
  ];
}

function told({ notices: { items, lead } }: ChangeEvidence): Html {
  return section(
    'Notices',
    facts([
      ['Notice demanded', percent(lead.demandedHours)],
      ['Notice given', percent(lead.givenHours)],
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

function ended({ review, rollback, closure, cancellation }: ChangeView): Html {
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

function history({ versions, events, seal }: ChangeEvidence): Html[] {
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

/** One change, to read and to print. */
export function changePage(evidence: ChangeEvidence): string {
  const { change, policy } = evidence;
  return page(
    `${change.id} ${change.title}`,
    html`<p class="quiet"><a href="../${packPaths.index}">Evidence pack</a></p>
      <h1>${change.id} ${change.title}</h1>`,
    request(evidence),
    section(
      `Policy ${policy.version}, clause by clause`,
      table(
        ['Clause', 'Section', 'Where it stands', 'Evidence'],
        change.clauses.map(
          ({ id, section: name, status, evidence: because }) => [
            id,
            name,
            html`<span class="${status}">${status}</span>`,
            because,
          ],
        ),
      ),
    ),
    risk(change),
    approvals(evidence),
    told(evidence),
    carriedOut(evidence),
    changed(evidence),
    ended(change as ChangeView),
    history(evidence),
  );
}
