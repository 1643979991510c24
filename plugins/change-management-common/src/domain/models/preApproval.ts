import { ApprovalRule } from '../../policy/schema';
import { ChangeContent, Change, Facts, Requirement } from '../types';

type Standing = NonNullable<Requirement['standing']>;

/** The approval of the model that a standard change is made from, while it may stand for that of the change. */
function approvalOf(
  { type, changeModel }: Pick<ChangeContent, 'type' | 'changeModel'>,
  { policy, model: given }: Pick<Facts, 'policy' | 'model'>,
): Standing | undefined {
  const model = given?.model;
  return policy.standardChanges.preApproved &&
    type === 'standard' &&
    changeModel &&
    model?.id === changeModel.id &&
    model.status === 'standard' &&
    model.approved?.version === changeModel.version
    ? { changeModel, by: model.approved.by, at: model.approved.at }
    : undefined;
}

/** A rule for the change manager alone is met by the approval that they gave to the model, where the policy says so. */
export function preApproved(
  { approvers }: ApprovalRule,
  requirements: Requirement[],
  content: ChangeContent,
  facts: Pick<Facts, 'policy' | 'model'>,
): Requirement[] {
  const standing = approvalOf(content, facts);
  const isManagers = approvers.every(
    approver => 'role' in approver && approver.role === 'changeManager',
  );
  return standing && isManagers
    ? requirements.map(requirement => ({ ...requirement, standing }))
    : requirements;
}

/** Whether a requirement rests on the approval of a model that no longer has its standing. */
export function hasLapsed(
  change: Pick<Change, 'type' | 'changeModel' | 'requirements'>,
  facts: Pick<Facts, 'policy' | 'model'>,
): boolean {
  return (
    facts.model !== undefined &&
    change.requirements.some(({ standing }) => standing) &&
    !approvalOf(change, facts)
  );
}
