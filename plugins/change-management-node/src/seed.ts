import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Change,
  ChangeCommand,
  ChangeFormInput,
  ChangeModelView,
  ConfigurationItemFormInput,
  ConfigurationItemView,
  ConfigurationOutcome,
  ConfigurationVersionForm,
  DeploymentEventInput,
  DeploymentView,
  GateAnswer,
  GateRequestInput,
  IncidentCauseInput,
  IncidentFormInput,
  IncidentView,
  LegalHold,
  LegalHoldFormInput,
  ModelProposal,
  ReviewCommand,
  ReviewView,
  StoredReview,
  WindowFormInput,
  WindowView,
} from 'backstage-plugin-change-management-common';

/**
 * The door through which demo data comes in: the same parsing, rules and transactions as for a person, with a clock
 * of its own. Nobody is notified of what happens through it.
 */
export interface SeedDoor {
  /** Whether no change has ever been stored. */
  isEmpty(): Promise<boolean>;
  /**
   * Resolves once the catalog knows all of these entities, and no longer finds more that they reach: it reads its
   * locations one after another, some time after start-up.
   */
  entitiesReady(entityRefs: string[]): Promise<void>;
  /** Requests a change as a user of the catalog, at a time (ISO 8601, UTC). */
  create(input: {
    as: string;
    at: string;
    form: ChangeFormInput;
  }): Promise<Change>;
  /** Takes a step as a user of the catalog, at a time; a step that the rules forbid throws what a person would be told. */
  execute(input: {
    as: string;
    at: string;
    id: string;
    command: ChangeCommand;
  }): Promise<Change>;
  /** Makes a maintenance window or a freeze as a user of the catalog, at a time. */
  createWindow(input: {
    as: string;
    at: string;
    form: WindowFormInput;
  }): Promise<WindowView>;
  /**
   * Takes in an event of a deployment as a user of the catalog, or as a pipeline that the configuration lists
   * (`pipeline:default/ci`), at a time. Of what has no change, people are told as ever.
   */
  reportDeployment(input: {
    as: string;
    at: string;
    event: DeploymentEventInput;
  }): Promise<DeploymentView>;
  /** Asks the gate as a pipeline that the configuration lists, at a time; it judges the changes as they are. */
  askGate(input: {
    as: string;
    at: string;
    request: GateRequestInput;
  }): Promise<GateAnswer>;
  /** Records an incident as a user of the catalog, at a time. */
  recordIncident(input: {
    as: string;
    at: string;
    form: IncidentFormInput;
  }): Promise<IncidentView>;
  /** Decides what caused an incident as a user of the catalog, at a time. */
  decideIncidentCause(input: {
    as: string;
    at: string;
    id: string;
    cause: IncidentCauseInput;
  }): Promise<IncidentView>;
  /** Puts a configuration under version control as a user of the catalog, at a time. */
  keepConfiguration(input: {
    as: string;
    at: string;
    form: ConfigurationItemFormInput;
  }): Promise<ConfigurationItemView>;
  /** Makes or proposes a version of a configuration through a change as a user of the catalog, at a time. */
  configure(input: {
    as: string;
    at: string;
    itemId: string;
    version: ConfigurationVersionForm;
  }): Promise<ConfigurationOutcome>;
  /** Opens the reviews that are due at a time. */
  openReviews(input: { at: string }): Promise<StoredReview[]>;
  /** Does something to a review as a user of the catalog, at a time. */
  review(input: {
    as: string;
    at: string;
    id: string;
    command: ReviewCommand;
  }): Promise<ReviewView>;
  /** Places a legal hold as a user of the catalog, at a time. */
  placeLegalHold(input: {
    as: string;
    at: string;
    form: LegalHoldFormInput;
  }): Promise<LegalHold>;
  /** Proposes a change model as a user of the catalog, at a time. */
  proposeModel(input: {
    as: string;
    at: string;
    proposal: ModelProposal;
  }): Promise<ChangeModelView>;
  /** Puts a version of a change model in force as a user of the catalog, at a time. */
  approveModel(input: {
    as: string;
    at: string;
    id: string;
    version: number;
  }): Promise<ChangeModelView>;
}

/** Fills an empty database with demo data. */
export type Seed = (door: SeedDoor) => Promise<void>;

/**
 * Lets a module bring demo data. The plugin runs it once, after start-up, on an empty database and only in development
 * (`NODE_ENV=development`); anywhere else it logs that it refuses.
 */
export interface ChangeSeedExtensionPoint {
  /** Throws if a seed has been set already. */
  setSeed(seed: Seed): void;
}

/** See {@link ChangeSeedExtensionPoint}. */
export const changeSeedExtensionPoint =
  createExtensionPoint<ChangeSeedExtensionPoint>({
    id: 'change-management.seed',
  });
