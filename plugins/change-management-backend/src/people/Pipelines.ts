import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  Actor,
  conditionSchema,
  PipelineTrust,
} from 'backstage-plugin-change-management-common';
import { z } from 'zod';
import { toPipelineRef } from '../platform/caller';
import { parse } from '../platform/parse';

/** A pipeline or webhook whose reports are taken. */
export interface Pipeline extends PipelineTrust {
  /** Who asks, as Backstage says: `external:ci`, or `webhook:argo`. */
  subject: string;
}

const key = 'changeManagement.pipelines';

const pipelinesSchema = z.array(
  z.strictObject({
    subject: z.string().min(1).max(200),
    entities: conditionSchema.optional(),
  }),
);

/** @throws InputError for what is not a list of pipelines */
export function readPipelines(config: RootConfigService): Pipeline[] {
  try {
    return parse(pipelinesSchema, config.getOptional(key) ?? []);
  } catch (error) {
    throw new InputError(`Invalid ${key}: ${(error as Error).message}`);
  }
}

/** The services that may act as pipelines, and what is entrusted to each. */
export class Pipelines {
  readonly #actors = new Map<string, Actor>();

  /** @throws InputError where two could not be told apart */
  constructor(pipelines: Pipeline[]) {
    for (const { subject, entities } of pipelines) {
      const userRef = toPipelineRef(subject);
      if (this.#actors.has(userRef)) {
        throw new InputError(
          `Invalid ${key}: ${subject} is there already, as ${userRef}`,
        );
      }
      this.#actors.set(userRef, {
        userRef,
        ownership: [],
        roles: [],
        pipeline: { entities: entities as PipelineTrust['entities'] },
      });
    }
  }

  /** @throws NotAllowedError for a service that is not listed */
  actorOf(subject: string): Actor {
    const actor = this.find(toPipelineRef(subject));
    if (!actor) {
      throw new NotAllowedError(
        `${subject} is none of the pipelines that ${key} lists in the configuration of the portal.`,
      );
    }
    return actor;
  }

  find(ref: string): Actor | undefined {
    return this.#actors.get(ref);
  }
}
