import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import BlockIcon from '@material-ui/icons/Block';
import CheckIcon from '@material-ui/icons/Check';
import CreateIcon from '@material-ui/icons/Create';
import PublishIcon from '@material-ui/icons/Publish';
import VerifiedUserIcon from '@material-ui/icons/VerifiedUser';
import { PolicyRecord } from 'backstage-plugin-change-management-common';
import { policyRouteRef } from '../../routes';
import { useText } from '../../translation';
import { EntityName, formatDay, Time } from '../display';
import { Word } from '../display/Word';

const looks = {
  draft: [CreateIcon, 'neutral'],
  approved: [CheckIcon, 'info'],
  published: [PublishIcon, 'neutral'],
  withdrawn: [BlockIcon, 'neutral'],
} as const;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
}));

/** In which state a version is, in a word. */
export const PolicyStateWord = ({ policy }: { policy: PolicyRecord }) => {
  const t = useText();
  if (policy.inForce) {
    return (
      <Word text={t('policy.inForceNow')} icon={VerifiedUserIcon} tone="good" />
    );
  }
  const [icon, tone] = looks[policy.state];
  return (
    <Word text={t(`policyState.${policy.state}`)} icon={icon} tone={tone} />
  );
};

const Act = (props: { text: string; act?: { by: string; at: string } }) =>
  props.act ? (
    <div>
      {props.text} <EntityName entityRef={props.act.by} />,{' '}
      <Time at={props.act.at} short />
    </div>
  ) : null;

/** Every version: where it stands, from when on it holds, who proposed, approved and published it. */
export const VersionList = (props: {
  policies: PolicyRecord[];
  shown: string;
}) => {
  const { policies, shown } = props;
  const classes = useStyles();
  const t = useText();
  const path = useRouteRef(policyRouteRef)();
  return (
    <nav aria-label={t('policy.versions')}>
      <Typography variant="subtitle1" component="h3">
        {t('policy.versions')}
      </Typography>
      <ul className={classes.list}>
        {policies.map(policy => (
          <li key={policy.version} className={classes.item}>
            <div className={classes.head}>
              <Link
                to={`${path}?version=${policy.version}`}
                aria-current={policy.version === shown ? 'page' : undefined}
              >
                {t('policy.version', { version: policy.version })}
              </Link>
              <PolicyStateWord policy={policy} />
            </div>
            {policy.state !== 'withdrawn' && (
              <div>
                {t('policy.wasInForceFrom', {
                  date: formatDay(policy.effectiveDate),
                })}
                {policy.effectiveUntil &&
                  ` ${t('policyLife.until', {
                    date: formatDay(policy.effectiveUntil),
                  })}`}
              </div>
            )}
            {!policy.approved && policy.state === 'published' && (
              <div>
                {t('policy.approvedBy')} {policy.approvedBy}
              </div>
            )}
            {/* The first version was never proposed: it came with the plugin or its configuration. */}
            {policy.proposed.at !== policy.published?.at && (
              <Act text={t('policy.proposedBy')} act={policy.proposed} />
            )}
            <Act text={t('policy.approvedBy')} act={policy.approved} />
            <Act text={t('policy.publishedBy')} act={policy.published} />
            <Act text={t('policyLife.withdrawnBy')} act={policy.withdrawn} />
            {policy.note && (
              <div>
                {t('policy.note')}: {policy.note}
              </div>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
};
