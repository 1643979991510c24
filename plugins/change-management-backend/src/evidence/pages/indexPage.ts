import {
  ChangeEvidence,
  Compliance,
  ControlMapping,
  controlMappings,
  PackManifest,
  packPaths,
} from 'backstage-plugin-change-management-common';
import { facts, Html, html, page, section, table, time } from './html';

/** What the first page of a pack says. */
export interface PackSummary {
  manifest: Pick<PackManifest, 'origin' | 'madeAt' | 'madeBy' | 'sample'>;
  /** Nothing in a pack of one change. */
  compliance?: Compliance;
  changes: Pick<ChangeEvidence['change'], 'id' | 'title' | 'state' | 'type'>[];
}

function ranges(named: { first: string; last: string }[]): string {
  return named
    .map(({ first, last }) => (first === last ? first : `${first} to ${last}`))
    .join(', ');
}

function population({ population: all, ...asked }: Compliance): Html {
  const { completeness: numbers } = all;
  return section(
    'Population',
    facts([
      ['Period', `${time(asked.from)} to ${time(asked.to)}`],
      [
        'A change belongs to it',
        asked.basis === 'requested'
          ? 'if it was requested in it'
          : 'if its implementation began in it',
      ],
      ['Entity', asked.entityRef && `${asked.entityRef} (${asked.scope})`],
      ['Changes', all.changes],
      ['Deployments', all.deployments],
      ['Unauthorized changes', all.darkChanges],
    ]),
    numbers.first
      ? html`<p>
          Numbers ${numbers.first} to ${numbers.last}: ${numbers.expected} in
          all, ${numbers.included} in the population, ${numbers.others} of other
          entities or periods, ${numbers.hidden} not visible to whoever made
          this pack, ${numbers.unused} that no change has.
        </p>`
      : undefined,
    facts([
      ['Not visible', ranges(numbers.hiddenRanges)],
      ['No change has', ranges(numbers.unusedRanges)],
    ]),
  );
}

function standing({
  openItems,
  clauses,
  clausesReadOf,
  population: all,
}: Compliance) {
  return [
    section(
      'Open',
      table(
        ['', 'What', 'Clause', 'Due'],
        openItems.map(item => [
          `${item.id} ${item.title}`,
          [
            item.text,
            item.overdue ? html` <span class="bad">late</span>` : undefined,
          ],
          item.clause,
          item.dueAt && time(item.dueAt),
        ]),
      ),
    ),
    section(
      'Clause by clause',
      clausesReadOf < all.changes
        ? html`<p class="quiet">
            Of ${clausesReadOf} of ${all.changes} changes.
          </p>`
        : undefined,
      table(
        ['Clause', 'Section', 'Met', 'Open', 'Waived', 'Does not apply'],
        clauses.map(c => [
          c.id,
          c.section,
          c.met,
          [
            c.open,
            c.openIn.length
              ? html`<br /><span class="quiet">${c.openIn.join(', ')}</span>`
              : undefined,
          ],
          [
            c.waived,
            c.waivedIn.length
              ? html`<br /><span class="quiet">${c.waivedIn.join(', ')}</span>`
              : undefined,
          ],
          c.notApplicable,
        ]),
      ),
    ),
  ];
}

function controls(mappings: ControlMapping[]): Html {
  return section(
    'Which control is served by what',
    table(
      ['Framework', 'Control', 'Asks for', 'Evidence'],
      mappings.map(({ framework, control, title, asks, evidence }) => [
        framework,
        html`${control}<br /><span class="quiet">${title}</span>`,
        asks,
        evidence.map(
          ({ path, shows }) => html`<div><code>${path}</code>: ${shows}</div>`,
        ),
      ]),
    ),
  );
}

/** The first page of a pack. */
export function indexPage({
  manifest,
  compliance,
  changes,
}: PackSummary): string {
  const { sample } = manifest;
  return page(
    'Evidence pack',
    html`<h1>Evidence pack</h1>`,
    facts([
      ['Of', manifest.origin],
      ['Made', `${time(manifest.madeAt)} by ${manifest.madeBy}`],
    ]),
    compliance && population(compliance),
    section(
      sample ? 'Sample' : 'Change',
      sample &&
        facts([
          ['Seed', html`<code>${sample.seed}</code>`],
          [
            'Size',
            `${sample.drawn.length} of ${compliance?.population.changes}`,
          ],
          ['Method', sample.method],
        ]),
      table(
        ['Change', 'State', 'Type', 'Data'],
        changes.map(({ id, title, state, type }) => [
          html`<a href="${packPaths.page(id)}">${id} ${title}</a>`,
          state,
          type,
          html`<a href="${packPaths.change(id)}">JSON</a>,
            <a href="${packPaths.events(id)}">events</a>`,
        ]),
      ),
    ),
    compliance && standing(compliance),
    controls(controlMappings),
    section(
      'Checking this pack',
      html`<p>With no database and no network:</p>
        <pre>change-audit verify ‹this file›.zip --key ‹verifier key›</pre>
        <p>
          It checks each file against ${packPaths.manifest}, the signature of
          the manifest, every event against its hash, its chain and the signed
          checkpoint of the audit trail, and draws the sample again.
        </p>`,
    ),
  );
}
