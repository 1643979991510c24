import { ChangeEvidence } from 'backstage-plugin-change-management-common';
import { Html, html, lines, prose, section, table, time } from './html';

/** How a change was tried and carried out. */
export function carriedOut({
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

/** What it changed. */
export function changed({ change, configuration }: ChangeEvidence): Html[] {
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
