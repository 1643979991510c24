import { Actor } from 'backstage-plugin-change-management-common';
import { StaleOptions } from '../catalog/RecentReads';
import { CallerCredentials } from '../platform/caller';
import { ActorDirectory } from './ActorDirectory';
import { Pipelines } from './Pipelines';

/** People as another directory knows them, and pipelines as the configuration lists them. */
export class ActorsAndPipelines implements ActorDirectory {
  readonly #people: ActorDirectory;
  readonly #pipelines: Pipelines;

  constructor(options: { people: ActorDirectory; pipelines: Pipelines }) {
    this.#people = options.people;
    this.#pipelines = options.pipelines;
  }

  async getActor(
    credentials: CallerCredentials,
    options?: StaleOptions,
  ): Promise<Actor> {
    return credentials.principal.type === 'service'
      ? this.#pipelines.actorOf(credentials.principal.subject)
      : this.#people.getActor(credentials, options);
  }

  async getActorByRef(ref: string): Promise<Actor> {
    return this.#pipelines.find(ref) ?? this.#people.getActorByRef(ref);
  }
}
