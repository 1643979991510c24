import Divider from '@material-ui/core/Divider';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  ChangePreview,
  Policy,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { RiskFactors } from '../ChangePage/RiskPanel';
import { EntityName, EntityNames, RiskWord, Sentence } from '../display';
import { fieldOf } from './failures';
import { focusField } from './focusField';

const useStyles = makeStyles(theme => ({
  part: { margin: theme.spacing(1.5, 0) },
  list: {
    margin: theme.spacing(0.5, 0, 0),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  why: { color: theme.palette.text.secondary },
  missing: { verticalAlign: 'top' },
}));

export const Part = (props: { title: string; children: ReactNode }) => {
  const classes = useStyles();
  return (
    <>
      <Divider />
      <div className={classes.part}>
        <Typography variant="subtitle2" component="h4">
          {props.title}
        </Typography>
        {props.children}
      </div>
    </>
  );
};

export const RiskPart = (props: {
  risk: ChangePreview['risk'];
  policy: Policy;
}) => {
  const { risk, policy } = props;
  const t = useText();
  const open = policy.risk.questionnaire.filter(
    ({ id }) => !risk.factors.some(factor => factor.id === id),
  );
  const { score, likelihood, impact } = risk;
  return (
    <Part title={t('summary.risk')}>
      <div role="status">
        <RiskWord level={risk.level} />{' '}
        {risk.complete
          ? t('summary.score', {
              score: String(score),
              likelihood: String(likelihood),
              impact: String(impact),
            })
          : t('summary.riskOpen', { count: open.length })}
      </div>
      <RiskFactors risk={risk} />
    </Part>
  );
};

/** What would stand in the way later, said while it can still be avoided. */
export const WarningsPart = ({ warnings }: Pick<ChangePreview, 'warnings'>) => {
  const t = useText();
  return warnings.length ? (
    <Part title={t('summary.warnings')}>
      {warnings.map(warning => (
        // Not an alert: the summary is renewed at every pause in typing.
        <Alert key={warning} severity="warning" role="note">
          <Sentence text={warning} />
        </Alert>
      ))}
    </Part>
  ) : null;
};

export const PeopleParts = ({ preview }: { preview: ChangePreview }) => {
  const classes = useStyles();
  const t = useText();
  const asked = preview.assessmentRequirements.filter(
    ({ status }) => status === 'open',
  );
  return (
    <>
      {asked.length > 0 && (
        <Part title={t('summary.assessments')}>
          <ul className={classes.list}>
            {asked.map(({ entityRef, owners }) => (
              <li key={entityRef}>
                {owners.length ? (
                  <EntityNames entityRefs={owners} />
                ) : (
                  t('role.changeManager')
                )}{' '}
                <span className={classes.why}>
                  (<EntityName entityRef={entityRef} />)
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('summary.approvals')}>
        <ul className={classes.list}>
          {preview.approvalRequirements.map(({ id, roles, rule, clause }) => (
            <li key={id}>
              {roles
                .map(role => t(`role.${role}`))
                .join(` ${t('general.or')} `)}{' '}
              <span className={classes.why}>
                {rule} ({clause})
              </span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
};

export const ImpactPart = ({ impact }: { impact: ChangePreview['impact'] }) => {
  const classes = useStyles();
  const t = useText();
  const owners = [...new Set(impact.indirect.flatMap(i => i.owners))];
  const count = impact.indirect.length;
  return (
    <Part title={t('summary.touches')}>
      {impact.direct.length === 0 ? (
        <span className={classes.why}>{t('summary.touchesNone')}</span>
      ) : (
        <>
          <EntityNames entityRefs={impact.direct.map(d => d.entityRef)} />
          {': '}
          {count === 0
            ? t('summary.reachesNone')
            : t('summary.reaches', {
                number: impact.truncated
                  ? t('summary.atLeast', { number: String(count) })
                  : String(count),
              })}
          {owners.length > 0 && (
            <div className={classes.why}>
              <EntityNames entityRefs={owners} most={5} />
            </div>
          )}
        </>
      )}
    </Part>
  );
};

export const MissingPart = ({
  missing,
}: {
  missing: ChangePreview['missing'];
}) => {
  const classes = useStyles();
  const t = useText();
  return (
    <Part title={t('summary.missing')}>
      {missing.length === 0 ? (
        t('summary.missingNone')
      ) : (
        <ul className={classes.list}>
          {missing.map(({ path, message }) => (
            <li key={path}>
              <Link
                component="button"
                type="button"
                align="left"
                className={classes.missing}
                variant="body2"
                // The same fields are a few tabs away: the summary is for the eye and the mouse.
                tabIndex={-1}
                onClick={() => focusField(fieldOf(path))}
              >
                {message}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
};
