import {
  ChangeEvidence,
  ChangeView,
  packPaths,
  rollbackStepsOf,
} from 'backstage-plugin-change-management-common';
import { carriedOut, changed } from './changeDone';
import { approvals, risk } from './changeJudged';
import { ended, history, told } from './changeRecord';
import {
  facts,
  Html,
  html,
  lines,
  page,
  prose,
  section,
  table,
  time,
} from './html';

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
