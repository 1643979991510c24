import { z } from 'zod';
import {
  assessmentInputSchema,
  closeInputSchema,
  commentInputSchema,
  completeInputSchema,
  decisionInputSchema,
  holdInputSchema,
  logInputSchema,
  overrideRiskInputSchema,
  reasonedStepSchema,
  releaseInputSchema,
  reviewInputSchema,
  rollbackInputSchema,
  scheduleInputSchema,
  stepSchema,
  testResultInputSchema,
} from '../contract/commands';
import {
  rehearsalInputSchema,
  rollbackStepInputSchema,
  startRollbackInputSchema,
  taskInputSchema,
  taskUpdateInputSchema,
} from '../contract/work';
import { ConfigurationOrigin } from '../contract/configuration';
import { ConfigurationProposal } from '../contract/configured';
import { AccessList } from '../contract/access';
import { ChangePatch } from '../contract/form';
import type { RecordDeployment } from './steps/deployment';

type With<T extends string, S extends z.ZodType> = { type: T } & z.output<S>;

/** What an edit alters; proposals of configuration come in by their own commands alone. */
export type ContentPatch = Omit<ChangePatch, 'revision'> & {
  configuration?: ConfigurationProposal[];
};

/** Everything that can be asked of a change that exists; `revision`, where given, must be the present one. */
export type ChangeCommand =
  | { type: 'edit'; revision: number; patch: ContentPatch }
  | With<'submit', typeof stepSchema>
  | With<'assess', typeof assessmentInputSchema>
  | With<'decide', typeof decisionInputSchema>
  | With<'schedule', typeof scheduleInputSchema>
  | With<'add-test-result', typeof testResultInputSchema>
  | With<'start', typeof stepSchema>
  | With<'log', typeof logInputSchema>
  | With<'complete', typeof completeInputSchema>
  | With<'rollback', typeof rollbackInputSchema>
  | With<'review', typeof reviewInputSchema>
  | With<'close', typeof closeInputSchema>
  | With<'cancel', typeof reasonedStepSchema>
  | With<'revise', typeof stepSchema>
  | With<'comment', typeof commentInputSchema>
  | With<'hold', typeof holdInputSchema>
  | With<'release', typeof releaseInputSchema>
  | With<'override-risk', typeof overrideRiskInputSchema>
  | With<'add-task', typeof taskInputSchema>
  | ({ taskId: string } & With<'update-task', typeof taskUpdateInputSchema>)
  | With<'add-rehearsal', typeof rehearsalInputSchema>
  | With<'start-rollback', typeof startRollbackInputSchema>
  /** `index` is that of the step in the run, the first being 0. */
  | ({ index: number } & With<'rollback-step', typeof rollbackStepInputSchema>);

/**
 * What the system itself does to a change; it has no route. `check-drift` compares the catalog with what approvers saw;
 * `check-conflicts` looks how its time stands now; `remind` reminds of what is due, and tells those above of what is late;
 * `record-deployment` writes what a pipeline reported into the log;
 * `end-execution` brings the outcome of an executor of the rollback; `restore-configuration` is one: it restores what the
 * change altered, of all items or of one, or one item to the version that `to` names.
 */
export type SystemCommand =
  | { type: 'check-drift'; revision?: undefined }
  | { type: 'check-conflicts'; revision?: undefined }
  | { type: 'remind'; revision?: undefined }
  | RecordDeployment
  | {
      type: 'end-execution';
      revision?: undefined;
      index: number;
      attempt: number;
      status: 'done' | 'failed';
      result: string;
    }
  | {
      type: 'restore-configuration';
      revision?: undefined;
      itemId?: string;
      to?: Pick<
        ConfigurationProposal,
        'itemId' | 'name' | 'entityRef' | 'partOf' | 'digest' | 'note'
      >;
    };

/**
 * What the room of configuration does to a change for a person, or `configure` for the system. A content that is given is
 * kept in the transaction of the command.
 */
export type ConfigurationCommand =
  | {
      type: 'configure';
      revision?: undefined;
      item: Pick<
        ConfigurationProposal,
        'itemId' | 'name' | 'entityRef' | 'partOf' | 'digest' | 'note'
      >;
      origin: ConfigurationOrigin;
      baseVersion?: number;
      content?: string;
    }
  | {
      type: 'propose-configuration';
      revision?: undefined;
      proposal: ConfigurationProposal;
      content?: string;
    }
  | { type: 'withdraw-configuration'; revision?: undefined; itemId: string };

/**
 * What the room of access does to a change for a person: `propose-access` adds to the list of a draft, `apply-access` alters
 * the ledger at once.
 */
export type AccessCommand =
  | { type: 'propose-access'; revision?: undefined; access: AccessList }
  | { type: 'apply-access'; revision?: undefined; access: AccessList };

/** Everything that can be asked of a change, by whomever. */
export type AnyCommand =
  | ChangeCommand
  | SystemCommand
  | ConfigurationCommand
  | AccessCommand;

/** One kind of {@link AnyCommand}. */
export type CommandOf<T extends AnyCommand['type']> = Extract<
  AnyCommand,
  { type: T }
>;
