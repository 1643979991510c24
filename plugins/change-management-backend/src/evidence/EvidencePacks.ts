import {
  Change,
  ChangeEvidence,
  Checkpoint,
  Compliance,
  controlMappings,
  formatManifestNote,
  formatNote,
  formatVerifierKey,
  packFormat,
  PackManifest,
  packPaths,
  PackQuery,
  PackSample,
  SampleDraw,
  samplingMethod,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Audit } from '../audit/createAudit';
import { RecordTrail } from '../audit/RecordTrail';
import { Caller } from '../changes/ChangeService';
import {
  PopulationReader,
  PopulationRequest,
} from '../changes/PopulationReader';
import { DarkChanges } from '../execution/DarkChanges';
import { DeploymentService } from '../execution/DeploymentService';
import { allPages } from '../platform/allPages';
import { PolicyService } from '../policy/PolicyService';
import { ComplianceReader } from './ComplianceReader';
import { EvidenceReader } from './EvidenceReader';
import { Content, PackArchive } from './PackArchive';
import { changePage } from './pages/changePage';
import { indexPage, PackSummary } from './pages/indexPage';

/** What {@link EvidencePacks} is made from. */
export interface EvidencePacksOptions {
  database: Knex;
  trail: RecordTrail;
  audit: Pick<Audit, 'origin' | 'keys' | 'sealer' | 'checkpoints'>;
  population: PopulationReader;
  compliance: ComplianceReader;
  evidence: EvidenceReader;
  deployments: DeploymentService;
  darkChanges: DarkChanges;
  policies: PolicyService;
  clock: () => Date;
}

type Head = Omit<PackManifest, 'files'>;

const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();

async function* toLines(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const item of items) {
    yield `${JSON.stringify(item)}\n`;
  }
}

const narrowed = ({ grants }: Caller) => grants.configuration.visible !== 'all';

/** A row of the population, drawn or not. */
function toRow(change: Change, sample: PackSample) {
  const { id, state, type, category, title, risk, closeCode } = change;
  const { requestedBy, implementer, affectedEntities, policyVersion } = change;
  const { createdAt, submittedAt, actualStart, actualEnd } = change;
  return {
    ...{ id, state, type, category, title, riskLevel: risk.level, closeCode },
    ...{ requestedBy, implementer, affectedEntities, policyVersion },
    ...{ createdAt, submittedAt, actualStart, actualEnd },
    sampled: sample.drawn.some(drawn => drawn.id === id),
  };
}

/** Makes evidence packs, and writes down who took which before anything of it leaves. */
export class EvidencePacks {
  readonly #options: EvidencePacksOptions;

  constructor(options: EvidencePacksOptions) {
    this.#options = options;
  }

  /** Everything about one change. @throws NotFoundError, NotAllowedError */
  async takeOfChange(caller: Caller, id: string): Promise<ChangeEvidence> {
    const { evidence } = this.#options;
    const { change } = await evidence.read(caller, id);
    const checkpoint = await this.#note(caller, {
      changeId: change.id,
      format: 'json',
    });
    return evidence.read(caller, id, checkpoint);
  }

  /** The same as a ZIP. @throws NotFoundError, NotAllowedError */
  async openOfChange(caller: Caller, id: string): Promise<Readable> {
    const { change } = await this.#options.evidence.read(caller, id);
    const query = { changeId: change.id, format: 'zip' };
    const checkpoint = await this.#note(caller, query);
    const head = this.#head(caller, query, checkpoint);
    return this.#stream(head, archive =>
      this.#addChanges(archive, caller, [change.id], checkpoint).then(
        changes => ({ manifest: head, changes }),
      ),
    );
  }

  /** Population, sample and proof of a period, as a ZIP. */
  async openOfPeriod(caller: Caller, query: PackQuery): Promise<Readable> {
    const { compliance, evidence } = this.#options;
    const {
      seed = randomBytes(8).toString('hex'),
      sampleSize,
      ...rest
    } = query;
    const request = await compliance.requestOf(caller, rest);
    const sample = await this.#draw(request, seed, sampleSize);
    // Whatever refuses does so before anything leaves.
    for (const { id } of narrowed(caller) ? sample.drawn : []) {
      await evidence.check(caller, id);
    }
    const standing = await compliance.read(caller, rest);
    const asked = { ...rest, seed, sampleSize };
    const drawn = sample.drawn.map(({ id }) => id);
    const checkpoint = await this.#note(caller, {
      ...asked,
      changes: standing.population.changes,
      sample: drawn,
    });
    const head = { ...this.#head(caller, asked, checkpoint), sample };
    return this.#stream(head, async archive => {
      await this.#addPopulation(archive, caller, request, standing, sample);
      const changes = await this.#addChanges(
        archive,
        caller,
        drawn,
        checkpoint,
      );
      return { manifest: head, compliance: standing, changes };
    });
  }

  async #draw(
    request: PopulationRequest,
    seed: string,
    size: number,
  ): Promise<PackSample> {
    const draw = new SampleDraw({ seed, size, sha256 });
    for await (const ids of this.#options.population.ids(request)) {
      ids.forEach(id => draw.add(id));
    }
    return { method: samplingMethod, seed, size, drawn: draw.drawn };
  }

  /** Writes down who takes what, then seals, so that the checkpoint covers all that is taken, and this. */
  async #note(
    { actor }: Caller,
    what: Record<string, unknown>,
  ): Promise<Checkpoint> {
    const { database, trail, clock, audit } = this.#options;
    await database.transaction(tx =>
      trail.append(
        tx,
        `evidence:${randomUUID()}`,
        [{ ...what, type: 'evidence-taken' }],
        { actor: actor.userRef, at: clock().toISOString() },
      ),
    );
    await audit.sealer.seal();
    return audit.checkpoints.getLatest();
  }

  #head(
    { actor }: Caller,
    query: Record<string, unknown>,
    checkpoint: Checkpoint,
  ): Head {
    const { audit, clock } = this.#options;
    return {
      format: packFormat,
      origin: audit.origin,
      madeAt: clock().toISOString(),
      madeBy: actor.userRef,
      query,
      checkpoint: checkpoint.note,
      keys: audit.keys.all.map(formatVerifierKey),
    };
  }

  /** A ZIP that is written while it is read; what fails on the way ends it. */
  #stream(
    head: Head,
    fill: (archive: PackArchive) => Promise<PackSummary>,
  ): Readable {
    const archive = new PackArchive(new Date(head.madeAt));
    const write = async () => {
      const summary = await fill(archive);
      await archive.add(packPaths.controls, toJson(controlMappings));
      await archive.add(packPaths.index, indexPage(summary));
      const manifest = toJson({ ...head, files: archive.files });
      await archive.add(packPaths.manifest, manifest);
      await archive.add(packPaths.signature, this.#sign(head, manifest));
      await archive.finish();
    };
    write().catch(error => archive.stream.destroy(error));
    return archive.stream;
  }

  #sign({ origin, madeAt }: Head, manifest: string): string {
    const digest = createHash('sha256').update(manifest).digest('hex');
    const text = formatManifestNote(origin, digest);
    const signature = this.#options.audit.keys.sign(text, new Date(madeAt));
    return formatNote({ text, signatures: signature ? [signature] : [] });
  }

  async #addPopulation(
    archive: PackArchive,
    caller: Caller,
    request: PopulationRequest,
    { clauses, clausesReadOf, ...standing }: Compliance,
    sample: PackSample,
  ): Promise<void> {
    const { from, to, entityRef, scope } = standing;
    const { population, deployments, darkChanges } = this.#options;
    const period = {
      ...{ from, to, scope, limit: 200 },
      ...(entityRef && { entityRef: [entityRef] }),
    };
    async function* rows() {
      for await (const changes of population.changes(request)) {
        yield* changes.map(change => toRow(change, sample));
      }
    }
    const files: [string, Content][] = [
      [packPaths.population, toJson(standing)],
      [packPaths.clauses, toJson({ clausesReadOf, clauses })],
      [packPaths.changes, toLines(rows())],
      [
        packPaths.deployments,
        toLines(
          allPages(cursor => deployments.list(caller, { ...period, cursor })),
        ),
      ],
      [
        packPaths.darkChanges,
        toLines(
          allPages(cursor => darkChanges.list(caller, { ...period, cursor })),
        ),
      ],
    ];
    for (const [path, content] of files) {
      await archive.add(path, content);
    }
  }

  /** One change after the other, so that no more than one is held. */
  async #addChanges(
    archive: PackArchive,
    caller: Caller,
    ids: string[],
    checkpoint: Checkpoint,
  ): Promise<PackSummary['changes']> {
    const { evidence, policies } = this.#options;
    const changes: PackSummary['changes'] = [];
    const versions = new Set<string>();
    for (const id of ids) {
      const found = await evidence.read(caller, id, checkpoint);
      const { events, ...rest } = found;
      const { title, state, type, policyVersion } = found.change;
      await archive.add(packPaths.change(id), toJson(rest));
      await archive.add(
        packPaths.events(id),
        events.map(event => `${JSON.stringify(event)}\n`).join(''),
      );
      await archive.add(packPaths.page(id), changePage(found));
      changes.push({ id, title, state, type });
      versions.add(policyVersion);
      found.versions.forEach(version => versions.add(version.policyVersion));
    }
    for (const version of versions) {
      const policy = await policies.get(version);
      await archive.add(packPaths.policy(version), toJson(policy));
    }
    return changes;
  }
}
