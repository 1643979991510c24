import Typography from '@material-ui/core/Typography';
import {
  Approver,
  ApprovalRule,
  roles,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { EntityPicker, peopleKinds } from '../CatalogPicker';
import { approvalInWords } from '../Policy';
import { ConditionField } from './ConditionField';
import { Path } from './document';
import {
  ClauseInput,
  Fields,
  NumberInput,
  Select,
  SelectInput,
  TextInput,
} from './inputs';
import { freeId, ItemList } from './ItemList';
import { useWriting, useWritten } from './writing';

const approverKinds = ['role', 'affected', 'dependents', 'person'] as const;
const quorumKinds = ['any', 'all', 'atLeast'] as const;

type ApproverKind = (typeof approverKinds)[number];

const newApprovers: Record<ApproverKind, Approver> = {
  role: { role: 'changeManager' },
  affected: { owners: 'affected' },
  dependents: { owners: 'dependents', hops: 2 },
  person: { person: '' },
};

function kindOf(approver: Partial<Record<string, unknown>>): ApproverKind {
  if ('person' in approver) {
    return 'person';
  }
  if ('owners' in approver) {
    return approver.owners === 'affected' ? 'affected' : 'dependents';
  }
  return 'role';
}

const PersonInput = ({ path }: { path: Path }) => {
  const { id, value, error, put } = useWritten(path);
  const t = useText();
  return (
    <EntityPicker
      id={id}
      label={t('approvalForm.person')}
      kinds={peopleKinds}
      size="small"
      value={typeof value === 'string' ? value : ''}
      error={error}
      onChange={put}
    />
  );
};

const ApproverFields = (props: { path: Path; approver: Approver }) => {
  const { path, approver } = props;
  const { id, error, put } = useWritten(path);
  const t = useText();
  const kind = kindOf(approver);
  return (
    <Fields>
      <Select
        id={`${id}-kind`}
        label={t('approvalForm.kind')}
        value={kind}
        options={approverKinds.map(one => [one, t(`approverKind.${one}`)])}
        error={error}
        onChange={next => put(newApprovers[next as ApproverKind])}
      />
      {kind === 'role' && (
        <SelectInput
          path={[...path, 'role']}
          label={t('approvalForm.role')}
          options={roles.map(role => [role, t(`role.${role}`)])}
        />
      )}
      {kind === 'dependents' && (
        <NumberInput path={[...path, 'hops']} label={t('approvalForm.hops')} />
      )}
      {kind === 'person' && <PersonInput path={[...path, 'person']} />}
    </Fields>
  );
};

const QuorumFields = ({ path }: { path: Path }) => {
  const { id, value, put } = useWritten(path);
  const t = useText();
  const isNumber = typeof value === 'object' && value !== null;
  return (
    <>
      <Select
        id={`${id}-kind`}
        label={t('approvalForm.quorum')}
        value={isNumber ? 'atLeast' : String(value ?? 'any')}
        options={quorumKinds.map(kind => [kind, t(`quorumKind.${kind}`)])}
        onChange={kind => put(kind === 'atLeast' ? { atLeast: 2 } : kind)}
      />
      {isNumber && (
        <NumberInput
          path={[...path, 'atLeast']}
          label={t('approvalForm.atLeast')}
        />
      )}
    </>
  );
};

const RuleFields = ({ path }: { path: Path }) => {
  const t = useText();
  return (
    <>
      <Fields>
        <TextInput
          path={[...path, 'rule']}
          label={t('approvalForm.text')}
          wide
        />
        <ClauseInput path={[...path, 'clause']} />
      </Fields>
      <Typography variant="subtitle2" component="h4">
        {t('approvalForm.approvers')}
      </Typography>
      <ItemList<Approver>
        path={[...path, 'approvers']}
        label={t('approvalForm.approvers')}
        nameOf={number => t('approvalForm.approver', { number })}
        add={t('approvalForm.addApprover')}
        newItem={() => newApprovers.role}
      >
        {(at, approver) => <ApproverFields path={at} approver={approver} />}
      </ItemList>
      <Fields>
        <QuorumFields path={[...path, 'quorum']} />
      </Fields>
      <ConditionField
        path={[...path, 'when']}
        label={t('approvalForm.when')}
        without={t('conditionForm.always')}
      />
      <Fields>
        <TextInput path={[...path, 'id']} label={t('policyForms.id')} />
      </Fields>
    </>
  );
};

/** Who has to approve what: the rules one by one. */
export const ApprovalRulesForm = () => {
  const t = useText();
  const { before } = useWriting();
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('approvalForm.help')}
      </Typography>
      <ItemList<ApprovalRule>
        path={['approvalRules']}
        label={t('approvalForm.rules')}
        nameOf={number => t('approvalForm.rule', { number })}
        summaryOf={rule => approvalInWords(rule, t)}
        add={t('approvalForm.add')}
        newItem={rules => ({
          id: freeId('approval', rules),
          approvers: [newApprovers.role],
          quorum: 'any',
          rule: '',
          clause: before.approvalRules[0].clause,
        })}
      >
        {path => <RuleFields path={path} />}
      </ItemList>
    </>
  );
};
