import { MissingField } from '../../contract/judgement';
import {
  ModelAction,
  modelActions,
  ModelEdit,
  ModelForm,
  ModelProposal,
  ModelVersion,
} from '../../contract/models';
import { Policy } from '../../policy/schema';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import { byRole } from '../steps/step';
import { Actor } from '../types';
import { EntityGraph, ChangeModel, ModelOutcome } from './types';
import { promoteIfEarned, setBack } from './standing';

/** Everything outside a model that a decision about it may depend on. */
export interface ModelContext {
  now: string;
  actor: Actor;
  policy: Policy;
}

type Verdict =
  | (ModelOutcome & { version?: ModelVersion; refusal?: undefined })
  | { refusal: Refusal };

/** A model and its first version; anybody may propose one. */
export function proposeModel(
  id: string,
  { title, description, form = {}, fromChangeId }: ModelProposal,
  { actor, now }: Pick<ModelContext, 'actor' | 'now'>,
): ModelOutcome & { version: ModelVersion } {
  return {
    model: {
      id,
      status: 'proposed',
      title,
      description,
      proposedBy: actor.userRef,
      createdAt: now,
      updatedAt: now,
      latestVersion: 1,
      runs: [],
      watched: [],
      graph: {},
    },
    version: {
      version: 1,
      title,
      description,
      form,
      fromChangeId,
      proposedBy: actor.userRef,
      proposedAt: now,
    },
    acts: [{ type: 'proposed', version: 1, title, fromChangeId }],
  };
}

function notRetired({ id, status }: ChangeModel): Refusal | undefined {
  return status === 'retired' ? conflict(`${id} is retired.`) : undefined;
}

/** The next version, as a proposal; the version in force stays in force until it is approved. */
export function editModel(
  model: ChangeModel,
  latest: ModelVersion,
  edit: ModelEdit,
  { actor, now }: ModelContext,
): Verdict {
  const refusal =
    notRetired(model) ??
    (edit.version === latest.version
      ? undefined
      : conflict(
          `${model.id} has changed since you read it (version ${edit.version}, now ${latest.version}).`,
        ));
  if (refusal) {
    return { refusal };
  }
  const version = latest.version + 1;
  const {
    title = latest.title,
    description = latest.description,
    form = latest.form,
  } = edit;
  return {
    model: {
      ...model,
      latestVersion: version,
      updatedAt: now,
      ...(!model.approved && { title, description }),
    },
    version: {
      version,
      title,
      description,
      form,
      proposedBy: actor.userRef,
      proposedAt: now,
    },
    acts: [{ type: 'version-proposed', version }],
  };
}

/** What a model lacks to stand for the form of its changes. */
export function findGaps(form: ModelForm, { risk }: Policy): MissingField[] {
  const gaps: MissingField[] = [];
  const demand = (path: string, given: unknown, message: string) => {
    if (!given) {
      gaps.push({ path: `form.${path}`, message });
    }
  };
  demand('category', form.category, 'What is changed?');
  demand('implementationPlan', form.implementationPlan, 'Say how it is done.');
  demand('testPlan', form.testPlan, 'Say how it is tested.');
  demand(
    'rollbackPlan.steps',
    form.rollbackPlan?.steps.length,
    'Say how to undo it, step by step.',
  );
  for (const { id, question, options } of risk.questionnaire) {
    const answer = form.risk?.answers[id];
    demand(
      `risk.answers.${id}`,
      options.some(option => option.id === answer),
      `Answer: ${question}`,
    );
  }
  demand(
    'scope',
    form.scope ?? form.affectedEntities?.length,
    'Say on which entities it may be used: name them, or give a scope.',
  );
  return gaps;
}

function byChangeManager(
  { id }: ChangeModel,
  { actor }: Pick<ModelContext, 'actor'>,
  doing: string,
): Refusal | undefined {
  return byRole(actor, ['changeManager'], `${doing} ${id}`);
}

/** Those whose words an approval would put in force. */
function authorsOf(model: ChangeModel, versions: ModelVersion[]): string[] {
  const since = model.approved?.version ?? 0;
  return versions
    .filter(({ version }) => version > since)
    .map(({ proposedBy }) => proposedBy);
}

function checkApprove(
  model: ChangeModel,
  versions: ModelVersion[],
  { actor }: Pick<ModelContext, 'actor'>,
): Refusal | undefined {
  const authors = authorsOf(model, versions);
  // On behalf of an author nobody approves either.
  const roles = actor.roles.filter(
    ({ delegatedBy }) => !delegatedBy || !authors.includes(delegatedBy),
  );
  return (
    byChangeManager(model, { actor: { ...actor, roles } }, 'approve') ??
    notRetired(model) ??
    (authors.length
      ? undefined
      : conflict(
          `Version ${model.latestVersion} of ${model.id} has been approved already.`,
        )) ??
    (authors.includes(actor.userRef)
      ? forbidden(
          `You proposed a version of ${model.id}, so somebody else has to approve it.`,
          ['changeManager'],
        )
      : undefined)
  );
}

/** Puts the latest version in force; its changes have to earn their standing anew. */
export function approveModel(
  model: ChangeModel,
  versions: ModelVersion[],
  version: number,
  context: ModelContext & { graph: EntityGraph },
): Verdict {
  const refusal = checkApprove(model, versions, context);
  if (refusal) {
    return { refusal };
  }
  if (version !== model.latestVersion) {
    return {
      refusal: conflict(
        `${model.id} has changed since you read it (version ${version}, now ${model.latestVersion}).`,
      ),
    };
  }
  const given = versions.find(candidate => candidate.version === version)!;
  const gaps = findGaps(given.form, context.policy);
  if (gaps.length) {
    return { refusal: invalid(gaps) };
  }
  const { now, actor, graph, policy } = context;
  const by = { by: actor.userRef, at: now };
  const lost = setBack(model, {
    cause: 'new-version',
    because: `Version ${version} was approved.`,
    at: now,
  });
  const approved: ChangeModel = {
    ...lost.model,
    status: 'probation',
    title: given.title,
    description: given.description,
    approved: { version, ...by },
    runs: [],
    watched: given.form.affectedEntities ?? [],
    graph,
    updatedAt: now,
  };
  const outcome = promoteIfEarned(
    { model: approved, acts: [{ type: 'approved', version }, ...lost.acts] },
    policy,
    now,
  );
  return {
    ...outcome,
    version: { ...given, approvedBy: by.by, approvedAt: by.at },
  };
}

function checkRetire(
  model: ChangeModel,
  context: Pick<ModelContext, 'actor'>,
): Refusal | undefined {
  return byChangeManager(model, context, 'retire') ?? notRetired(model);
}

/** Nothing more is made from it. */
export function retireModel(
  model: ChangeModel,
  reason: string,
  context: ModelContext,
): Verdict {
  const refusal = checkRetire(model, context);
  const { actor, now } = context;
  return refusal
    ? { refusal }
    : {
        model: {
          ...model,
          status: 'retired',
          retirement: { by: actor.userRef, at: now, reason },
          updatedAt: now,
        },
        acts: [{ type: 'retired', reason }],
      };
}

/** What this person may do with the model now. */
export function allowedModelActions(
  model: ChangeModel,
  versions: ModelVersion[],
  context: Pick<ModelContext, 'actor'>,
): ModelAction[] {
  const refusals: Record<ModelAction, Refusal | undefined> = {
    edit: notRetired(model),
    approve: checkApprove(model, versions, context),
    retire: checkRetire(model, context),
    use:
      notRetired(model) ??
      (model.approved
        ? undefined
        : conflict(`${model.id} has not been approved yet.`)),
  };
  return modelActions.filter(action => !refusals[action]);
}
