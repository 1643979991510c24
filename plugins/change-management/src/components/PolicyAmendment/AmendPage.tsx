import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { useMe } from '../../hooks';
import { amendPolicyRouteRef, policyRouteRef } from '../../routes';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { Empty, LoadFailure, PageSkeleton } from '../display';
import { usePolicies, usePolicyVersion } from '../Policy';
import { AmendmentForm } from './AmendmentForm';
import { versionAfter, Written } from '../PolicyRules';
import { Typed } from './useTyped';

const today = () => new Date().toISOString().slice(0, 10);

/** Writes the next version of the policy, from the one in force or from a draft: `?draft=1.1`, `?finding=REV-3/2`. */
export const AmendPage = () => {
  const t = useText();
  const [query] = useQueryState();
  const path = useRouteRef(policyRouteRef)();
  const href = useRouteRef(amendPolicyRouteRef)();
  const draftVersion = query.get('draft') ?? undefined;
  const policies = usePolicies();
  const me = useMe();
  const inForceVersion = policies.data?.items.find(
    ({ inForce }) => inForce,
  )?.version;
  const inForce = usePolicyVersion(inForceVersion);
  const draft = usePolicyVersion(draftVersion);
  const error =
    policies.error ??
    me.error ??
    inForce.error ??
    (draft.error as Error | null);
  if (error) {
    return <LoadFailure error={error} />;
  }
  if (
    !policies.data ||
    !me.data ||
    !inForce.data ||
    (draftVersion && !draft.data)
  ) {
    return <PageSkeleton />;
  }
  if (!policies.data.mayPropose) {
    return <Empty title={t('failure.denied')} more={t('policyAmend.denied')} />;
  }
  if (draft.data && draft.data.state !== 'draft') {
    return <Empty title={t('policyAmend.notFound')} />;
  }
  const named = query.getAll('finding').join(', ');
  const { document } = inForce.data;
  const initial: Typed = draft.data
    ? {
        document: draft.data.document as unknown as Written,
        note: draft.data.note ?? '',
        findings: draft.data.findings
          .map(({ reviewId, findingId }) => `${reviewId}/${findingId}`)
          .join(', '),
        digest: draft.data.digest,
      }
    : {
        document: {
          ...document,
          version: versionAfter(
            policies.data.items.map(({ version }) => version),
          ),
          effectiveDate: today(),
        },
        note: '',
        findings: named,
      };
  const title = draft.data
    ? t('policyAmend.editing', { version: draft.data.version })
    : t('policyAmend.title');
  return (
    <BreadcrumbEntry entry={{ label: title, href }}>
      <Typography variant="h4" component="h2" gutterBottom>
        {title}
      </Typography>
      <Typography variant="body2">
        <Link to={path} underline="always">
          {t('policy.section')}
        </Link>{' '}
        · {t('policyAmend.basedOn', { version: document.version })}
      </Typography>
      <AmendmentForm
        key={draftVersion}
        storageKey={`change-management/policy/${me.data.userRef}/${
          draftVersion ?? `${document.version} ${named}`
        }`}
        initial={initial}
        draft={draft.data}
        inForce={document}
      />
    </BreadcrumbEntry>
  );
};
