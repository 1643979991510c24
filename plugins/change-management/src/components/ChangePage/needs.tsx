import { Link } from '@backstage/core-components';
import {
  ApprovalRequirement,
  AssessmentRequirement,
  ChangeView,
  Decision,
} from 'backstage-plugin-change-management-common';
import { Text, useText } from '../../translation';
import { lackingFields } from '../ChangeForm/fieldLabels';
import { EntityName, EntityNames, Markdown, Time, WaitsFor } from '../display';
import { Item, Standing } from './Item';

/** The roles in which somebody decided: those that the requirement asks for, of those that they held. */
export function actingRoles(
  decision: Decision,
  requirement: Pick<ApprovalRequirement, 'roles'>,
  t: Text,
): string {
  return requirement.roles
    .filter(role => decision.roles.some(held => held.role === role))
    .map(role => t(`role.${role}`))
    .join(', ');
}

const decisionStandings: Record<Decision['decision'], Standing> = {
  approve: 'done',
  reject: 'refused',
  'request-changes': 'problem',
};

const Given = (props: {
  decision: Decision;
  requirement: ApprovalRequirement;
}) => {
  const { decision, requirement } = props;
  const t = useText();
  const roles = actingRoles(decision, requirement, t);
  return (
    <>
      <strong>{t(`decision.${decision.decision}`)}</strong> {t('entity.by')}{' '}
      <EntityName entityRef={decision.by} />
      {decision.onBehalfOf && (
        <>
          {' '}
          {t('judgement.onBehalfOf')}{' '}
          <EntityName entityRef={decision.onBehalfOf} />
        </>
      )}{' '}
      {roles && t('change.decidedAs', { roles })}, <Time at={decision.at} />
    </>
  );
};

/** Who could decide, by name: the way forward for whoever cannot. */
const Candidates = ({ requirement }: { requirement: ApprovalRequirement }) => {
  const t = useText();
  const { candidates } = requirement;
  if (!candidates) {
    return null;
  }
  return candidates.length ? (
    <div>
      <EntityNames entityRefs={candidates} most={3} />{' '}
      {t('judgement.canDecide')}
    </div>
  ) : (
    <div>{t('judgement.nobodyCanDecide')}</div>
  );
};

const OpenApproval = ({
  requirement,
}: {
  requirement: ApprovalRequirement;
}) => {
  const { roles, people, needed, decisions, rule, clause } = requirement;
  const t = useText();
  const names = roles
    .map(role => t(`role.${role}`))
    .join(` ${t('general.or')} `);
  return (
    <Item standing="open">
      <strong>
        {names
          ? t('change.hasToDecide', { roles: names })
          : t('waiting.decision')}
      </strong>
      {people.length > 0 && (
        <>
          {' '}
          (<EntityNames entityRefs={people} most={3} />)
        </>
      )}
      : {rule} ({clause})
      {needed > 1 && (
        <div>
          {t('judgement.given', {
            given: String(decisions.length),
            needed: String(needed),
          })}
        </div>
      )}
      {decisions.map(decision => (
        <div key={decision.by}>
          <Given decision={decision} requirement={requirement} />
          {requirement.stale && ` – ${t('judgement.stale')}`}
        </div>
      ))}
      <Candidates requirement={requirement} />
    </Item>
  );
};

export const ApprovalItem = (props: { requirement: ApprovalRequirement }) => {
  const { requirement } = props;
  const { rule, clause, decision, decisions, stale } = requirement;
  const t = useText();
  if (!decision) {
    return <OpenApproval requirement={requirement} />;
  }
  const standing = stale ? 'problem' : decisionStandings[decision.decision];
  return (
    <Item standing={standing}>
      {(decision.decision === 'approve' ? decisions : [decision]).map(each => (
        <div key={each.by}>
          <Given decision={each} requirement={requirement} />
          {stale && ` – ${t('judgement.stale')}`}: {rule} ({clause})
          {each.comment && <Markdown text={each.comment} />}
        </div>
      ))}
    </Item>
  );
};

/** Why an approver sent the change back; its requester has to mend that first. */
export const ReturnedItem = ({ decision }: { decision: Decision }) => {
  const t = useText();
  return (
    <Item standing={decisionStandings[decision.decision]}>
      <strong>{t(`decision.${decision.decision}`)}</strong> {t('entity.by')}{' '}
      <EntityName entityRef={decision.by} />, <Time at={decision.at} />
      {decision.comment && <Markdown text={decision.comment} />}
    </Item>
  );
};

export const AssessmentItem = (props: {
  requirement: AssessmentRequirement;
  change: ChangeView;
}) => {
  const { change, requirement } = props;
  const { entityRef, owners, status } = requirement;
  const t = useText();
  const given = change.assessments.find(a => a.entityRef === entityRef);
  if (status === 'open' || !given) {
    return (
      <Item standing="open">
        {t(
          owners.length
            ? 'change.assessmentOpen'
            : 'change.assessmentOpenNoOwner',
        )}{' '}
        <EntityName entityRef={entityRef} />
        {owners.length > 0 && (
          <>
            {': '}
            <EntityNames entityRefs={owners} />
          </>
        )}
      </Item>
    );
  }
  const isReached = !change.affectedEntities.includes(entityRef);
  return (
    <Item standing={given.objection ? 'problem' : 'done'}>
      {given.objection ? (
        <>
          <strong>{t('change.objectionBy')}</strong>{' '}
          <EntityName entityRef={given.by} /> (
          <EntityName entityRef={entityRef} />
          ): {given.comment}
        </>
      ) : (
        <>
          <EntityName entityRef={entityRef} />
          {isReached ? ': ' : ' '}
          {t(
            isReached ? 'change.objectionSettledBy' : 'change.assessedBy',
          )}{' '}
          <EntityName entityRef={given.by} />
          {given.selfAssessment && ` (${t('change.selfAssessment')})`},{' '}
          <Time at={given.at} />
        </>
      )}
    </Item>
  );
};

export const TestItems = ({ change }: { change: ChangeView }) => {
  const t = useText();
  return (
    <>
      {change.testResults.map(result => (
        <Item
          key={`${result.environment} ${result.at}`}
          standing={result.outcome === 'passed' ? 'done' : 'problem'}
        >
          {t(
            result.outcome === 'passed'
              ? 'change.testPassed'
              : 'change.testFailed',
            { environment: result.environment },
          )}{' '}
          {t('entity.by')} <EntityName entityRef={result.by} />,{' '}
          <Time at={result.at} />
          {result.evidenceUrl && (
            <>
              {', '}
              <Link to={result.evidenceUrl}>{t('change.evidence')}</Link>
            </>
          )}
        </Item>
      ))}
    </>
  );
};

/** Tries of the rollback plan, each with how long ago it was. */
export const RehearsalItems = ({ change }: { change: ChangeView }) => {
  const t = useText();
  return (
    <>
      {change.rehearsals.map(({ at, by, environment, minutes, ...rest }) => (
        <Item
          key={rest.recordedAt}
          standing={rest.outcome === 'passed' ? 'done' : 'problem'}
        >
          {t(
            rest.outcome === 'passed'
              ? 'rollback.rehearsed'
              : 'rollback.rehearsalFailed',
            { environment, minutes: String(minutes) },
          )}{' '}
          {t('entity.by')} <EntityName entityRef={by} />, <Time at={at} />
          {rest.evidenceUrl && (
            <>
              {', '}
              <Link to={rest.evidenceUrl}>{t('change.evidence')}</Link>
            </>
          )}
        </Item>
      ))}
    </>
  );
};

export const FormItem = ({ change }: { change: ChangeView }) => {
  const t = useText();
  return change.missing.length === 0 ? (
    <Item standing="done">{t('change.formComplete')}</Item>
  ) : (
    <Item standing="open">
      {t('change.formLacks', {
        fields: lackingFields(change.missing, t),
      })}
    </Item>
  );
};

// Those that have lines of their own.
const shownElsewhere = ['completion-of-form', 'assessment', 'decision'];

export const WaitingItems = ({ change }: { change: ChangeView }) => (
  <>
    {change.waitingFor
      .filter(({ what }) => !shownElsewhere.includes(what))
      .map(waiting => (
        <Item
          key={waiting.what}
          standing={waiting.what === 'release' ? 'problem' : 'open'}
        >
          {waiting.text} (<WaitsFor waiting={waiting} />)
        </Item>
      ))}
  </>
);
