import {
  ChangePreview,
  PreviewForm,
  toPreview,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { AccessSource } from '../changes/AccessSource';
import { FactGatherer } from '../changes/FactGatherer';
import { ModelSource } from '../changes/ModelSource';
import { tellSeen } from '../changes/seen';
import { EntityCatalog } from '../impact/EntityCatalog';
import { requireCreate } from '../permissions/Grants';
import { Schedule } from '../schedule/Schedule';

/** What {@link Previewer} is made from. */
export interface PreviewerOptions {
  gatherer: FactGatherer;
  models: ModelSource;
  changes: ChangeReader;
  catalog: EntityCatalog;
  schedule: Schedule;
  access: AccessSource;
  clock: () => Date;
}

/** Tells what a form would mean if it were submitted as it is. */
export class Previewer {
  readonly #options: PreviewerOptions;

  constructor(options: PreviewerOptions) {
    this.#options = options;
  }

  /** @throws NotAllowedError when the permission policy does not let the caller request changes */
  async preview(caller: Caller, form: PreviewForm): Promise<ChangePreview> {
    const { gatherer, models, changes, access, clock } = this.#options;
    const { actor } = caller;
    requireCreate(caller.grants);
    const { changeModel } = form;
    const [outside, schedule, [model], ledger] = await Promise.all([
      gatherer.forForm(form),
      this.#scheduleAround(form),
      changeModel ? models.factsOf([changeModel]) : [],
      access.of(form.access?.revocations ?? []),
    ]);
    const now = clock().toISOString();
    const preview = toPreview(form, {
      ...outside,
      ...{ schedule, model, actor, now },
      access: outside.access && { ...outside.access, ledger },
    });
    const sees = await changes.seesAmong(
      caller,
      preview.conflicts.flatMap(({ changeId }) => changeId ?? []),
    );
    return { ...preview, conflicts: tellSeen(preview.conflicts, sees) };
  }

  async #scheduleAround({
    affectedEntities,
    plannedStart,
    plannedEnd,
  }: PreviewForm) {
    const { catalog, schedule } = this.#options;
    return plannedStart && plannedEnd
      ? schedule.around(
          { start: plannedStart, end: plannedEnd },
          { memberOf: await catalog.getMemberships(affectedEntities) },
        )
      : undefined;
  }
}
