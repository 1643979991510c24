import { ModelForm, ModelStatus } from '../../contract/models';
import { Criticality } from '../../contract/words';

/** Owners and criticality of a model's entities and of all that depend on them, by ref. */
export type EntityGraph = Record<
  string,
  { owners: string[]; criticality?: Criticality }
>;

/** Why a model lost its standing. */
export interface Setback {
  cause: 'failure' | 'new-version' | 'graph';
  because: string;
  at: string;
  changeId?: string;
}

/** A change model as it is stored, besides its versions. */
export interface ChangeModel {
  /** `MDL-1` */
  id: string;
  status: ModelStatus;
  title: string;
  description?: string;
  proposedBy: string;
  createdAt: string;
  updatedAt: string;
  latestVersion: number;
  /** The version in force. */
  approved?: { version: number; by: string; at: string };
  promotedAt?: string;
  /** Successful changes in a row, made from the version in force. */
  runs: string[];
  setback?: Setback;
  /** The entities whose graph is watched: those of its form, or else those that its changes touched. */
  watched: string[];
  graph: EntityGraph;
  retirement?: { by: string; at: string; reason: string };
}

/** What a change needs to know of the model that it names. */
export interface ModelFacts {
  model: ChangeModel;
  /** The form of the version that the change names; missing unless that version has been approved. */
  form?: ModelForm;
}

/** An act on a model, for its audit trail. */
export type ModelAct =
  | { type: 'proposed'; version: number; title: string; fromChangeId?: string }
  | { type: 'version-proposed'; version: number }
  | { type: 'approved'; version: number }
  | { type: 'run-counted'; changeId: string; runs: number; needed: number }
  | { type: 'promoted'; version: number; runs: string[] }
  | ({ type: 'demoted' } & Omit<Setback, 'at'>)
  | ({ type: 'restarted' } & Omit<Setback, 'at'>)
  | { type: 'retired'; reason: string };

/** A model after an act, and what happened to it. */
export interface ModelOutcome {
  model: ChangeModel;
  acts: ModelAct[];
}
