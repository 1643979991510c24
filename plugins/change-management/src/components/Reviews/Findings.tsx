import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AlarmIcon from '@material-ui/icons/Alarm';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import {
  FindingView,
  nameFinding,
  ReviewActionView,
  ReviewView,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useMe, useRefresh } from '../../hooks';
import { policyRouteRef } from '../../routes';
import { useText } from '../../translation';
import { AskDialog } from '../AskDialog';
import {
  ChangeLink,
  EntityName,
  formatDay,
  Look,
  Markdown,
  riskLooks,
  Time,
  Word,
} from '../display';
import { FindingForm } from './FindingForm';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  finding: {
    padding: theme.spacing(2),
    margin: theme.spacing(1, 0, 2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  actions: {
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
    '& > li': {
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
  },
  quiet: { color: theme.palette.text.secondary },
}));

const looks: Record<'open' | 'overdue' | 'done', Look> = {
  open: [RadioButtonUncheckedIcon, 'info'],
  overdue: [AlarmIcon, 'bad'],
  done: [CheckCircleIcon, 'good'],
};

type Asked = { finding: FindingView; action?: ReviewActionView };

const ActionItem = (props: {
  action: ReviewActionView;
  onDone: () => void;
}) => {
  const { action, onDone } = props;
  const classes = useStyles();
  const t = useText();
  const open = action.overdue ? 'overdue' : 'open';
  const word = action.status === 'done' ? 'done' : open;
  const texts = {
    open: t('finding.open'),
    overdue: t('reviewStatus.overdue'),
    done: t('finding.done'),
  };
  const [icon, tone] = looks[word];
  return (
    <li>
      <div className={classes.words}>
        <Word text={texts[word]} icon={icon} tone={tone} />
        <span>{action.text}</span>
        {action.mayFinish && (
          <Button
            size="small"
            variant="outlined"
            onClick={onDone}
            aria-label={`${t('finding.done')}: ${action.text}`}
          >
            {t('finding.done')}
          </Button>
        )}
      </div>
      <Typography variant="body2" className={classes.quiet}>
        <EntityName entityRef={action.doneBy ?? action.owner} />,{' '}
        {action.doneAt ? (
          <Time at={action.doneAt} short />
        ) : (
          <>
            {t('finding.due')} <Time at={action.dueAt} />
          </>
        )}
      </Typography>
      {action.result && <Markdown text={action.result} />}
    </li>
  );
};

const Finding = (props: {
  review: ReviewView;
  finding: FindingView;
  onAsked: (asked: Asked) => void;
}) => {
  const { review, finding, onAsked } = props;
  const classes = useStyles();
  const t = useText();
  const { data: me } = useMe();
  const policyPath = useRouteRef(policyRouteRef)();
  const [isEditing, setEditing] = useState(false);
  const { severity, clause, changes, ledTo, id } = finding;
  const name = nameFinding({ reviewId: review.id, findingId: id });
  const mayAmend = me?.roles.some(({ role }) =>
    ['changeManager', 'securityManager', 'cto'].includes(role),
  );
  if (isEditing) {
    return (
      <li>
        <FindingForm
          review={review}
          finding={finding}
          onClose={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li className={classes.finding} aria-label={name}>
      <div className={classes.words}>
        <strong>{name}</strong>
        <Word
          text={t(`findingSeverity.${severity}`)}
          icon={riskLooks[severity][0]}
          tone={riskLooks[severity][1]}
        />
        <span>{clause}</span>
        <span>
          {t(
            finding.status === 'resolved' ? 'finding.resolved' : 'finding.open',
          )}
        </span>
      </div>
      <Markdown text={finding.text} />
      <Typography variant="body2" className={classes.quiet}>
        {t('finding.raised')} <EntityName entityRef={finding.raisedBy} />
        {' · '}
        {t('finding.owner')}: <EntityName entityRef={finding.owner} />
        {' · '}
        {t('finding.due')} <Time at={finding.dueAt} />
      </Typography>
      {changes.length > 0 && (
        <div className={classes.words}>
          <span className={classes.quiet}>{t('finding.about')}</span>
          {changes.map(change => (
            <ChangeLink key={change} id={change}>
              {change}
            </ChangeLink>
          ))}
        </div>
      )}
      <ul className={classes.actions} aria-label={t('finding.actions')}>
        {finding.actions.map(action => (
          <ActionItem
            key={action.id}
            action={action}
            onDone={() => onAsked({ finding, action })}
          />
        ))}
      </ul>
      {ledTo.map(({ version, state }) => (
        <Typography key={version} variant="body2" gutterBottom>
          <Link to={`${policyPath}?version=${version}`}>
            {t('finding.ledTo', { version, state })}
          </Link>
        </Typography>
      ))}
      <div className={classes.words}>
        {review.allowedActions.includes('add-action') && (
          <Button
            size="small"
            onClick={() => onAsked({ finding })}
            aria-label={`${t('finding.addAction')}: ${name}`}
          >
            {t('finding.addAction')}
          </Button>
        )}
        {review.allowedActions.includes('add-finding') && (
          <Button
            size="small"
            onClick={() => setEditing(true)}
            aria-label={`${t('finding.edit')}: ${name}`}
          >
            {t('finding.edit')}
          </Button>
        )}
        {mayAmend && (
          <Link to={`${policyPath}/amend?finding=${encodeURIComponent(name)}`}>
            {t('finding.amend')}
          </Link>
        )}
      </div>
    </li>
  );
};

/** What was found, what is done about it, and where it led. */
export const Findings = ({ review }: { review: ReviewView }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [asked, setAsked] = useState<Asked>();
  const [isWriting, setWriting] = useState(false);
  const close = () => setAsked(undefined);
  const mayWrite = review.allowedActions.includes('add-finding');
  return (
    <>
      {review.findings.length === 0 && !isWriting && (
        <Typography paragraph>{t('finding.none')}</Typography>
      )}
      <ul className={classes.list} aria-label={t('finding.title')}>
        {review.findings.map(finding => (
          <Finding
            key={finding.id}
            review={review}
            finding={finding}
            onAsked={setAsked}
          />
        ))}
      </ul>
      {isWriting && (
        <FindingForm review={review} onClose={() => setWriting(false)} />
      )}
      {mayWrite && !isWriting && (
        <Button variant="outlined" onClick={() => setWriting(true)}>
          {t('finding.add')}
        </Button>
      )}
      {asked?.action && (
        <AskDialog
          title={t('finding.done')}
          says={t('finding.doneSays', { text: asked.action.text })}
          label={t('finding.result')}
          multiline
          onGiven={async result => {
            const { finding, action } = asked;
            await api.reviews.finishAction(
              review.id,
              finding.id,
              action!.id,
              result,
            );
            await refresh();
            close();
          }}
          onClose={close}
        />
      )}
      {asked && !asked.action && (
        <AskDialog
          title={t('finding.addAction')}
          says={t('finding.addActionSays', {
            owner: asked.finding.owner,
            due: formatDay(asked.finding.dueAt),
          })}
          label={t('finding.action')}
          multiline
          onGiven={async text => {
            await api.reviews.addAction(review.id, asked.finding.id, { text });
            await refresh();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
};
