import { Link, LinkButton } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import AssignmentTurnedInIcon from '@material-ui/icons/AssignmentTurnedIn';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ChatBubbleOutlineIcon from '@material-ui/icons/ChatBubbleOutline';
import FlashOnIcon from '@material-ui/icons/FlashOn';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import {
  DarkChangeAction,
  DarkChangeStatus,
  DarkChangeView,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useDarkChanges, useMayRequest, useNewChangePath } from '../../hooks';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import {
  ChangeLink,
  Empty,
  EntityName,
  Look,
  PagedTable,
  Time,
  Word,
} from '../display';
import { LimitedTo } from '../fields';
import { DarkChangeDialog } from './DarkChangeDialog';

const looks: Record<DarkChangeStatus, Look> = {
  open: [ReportProblemIcon, 'bad'],
  explained: [ChatBubbleOutlineIcon, 'warn'],
  accepted: [CheckCircleIcon, 'good'],
  regularized: [FlashOnIcon, 'good'],
  reconciled: [AssignmentTurnedInIcon, 'neutral'],
};
const actionTexts = {
  explain: 'dark.explain',
  accept: 'dark.accept',
  regularize: 'dark.regularize',
} as const satisfies Record<DarkChangeAction, string>;

const useStyles = makeStyles(theme => ({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    margin: theme.spacing(1, 0, 2),
    '& > div': { flex: '1 1 200px', maxWidth: 360 },
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  answer: { maxWidth: 360, overflowWrap: 'anywhere' },
}));

const Answer = ({ dark }: { dark: DarkChangeView }) => {
  const { explanation, acceptance, regularization, changeId } = dark;
  const last = regularization ?? acceptance ?? explanation;
  return (
    <>
      {changeId && <ChangeLink id={changeId}>{changeId}</ChangeLink>}
      {explanation && <div>{explanation.text}</div>}
      {last && (
        <Typography variant="body2" color="textSecondary">
          <EntityName entityRef={last.by} />, <Time at={last.at} />
        </Typography>
      )}
    </>
  );
};

const Acts = (props: {
  dark: DarkChangeView;
  onChosen: (action: DarkChangeAction) => void;
}) => {
  const { dark, onChosen } = props;
  const classes = useStyles();
  const t = useText();
  const mayRequest = useMayRequest();
  const path = useNewChangePath({
    entityRef: dark.entityRef,
    afterTheFact: dark.id,
  });
  const toButton = (action: DarkChangeAction) => (
    <Button
      key={action}
      size="small"
      variant="outlined"
      color={action === 'regularize' ? 'default' : 'primary'}
      onClick={() => onChosen(action)}
      aria-label={`${t(actionTexts[action])}: ${dark.id}`}
    >
      {t(actionTexts[action])}
    </Button>
  );
  return (
    <div className={classes.acts}>
      {dark.allowedActions
        .filter(action => action !== 'regularize')
        .map(toButton)}
      {mayRequest && dark.allowedActions.includes('regularize') && (
        <LinkButton
          to={path}
          size="small"
          variant="outlined"
          aria-label={`${t('dark.emergency')}: ${dark.id}`}
        >
          {t('dark.emergency')}
        </LinkButton>
      )}
      {dark.allowedActions.includes('regularize') && toButton('regularize')}
    </div>
  );
};

const Row = (props: {
  dark: DarkChangeView;
  onChosen: (action: DarkChangeAction) => void;
}) => {
  const { dark, onChosen } = props;
  const classes = useStyles();
  const t = useText();
  const [icon, tone] = looks[dark.status];
  const isAnswered = Boolean(dark.explanation ?? dark.changeId);
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <EntityName entityRef={dark.entityRef} /> {dark.version}
        {dark.environment && ` → ${dark.environment}`}
        <Typography variant="body2" color="textSecondary">
          {dark.id}
          {dark.actor && ` ${t('dark.by', { who: dark.actor })}`}
          {dark.url && (
            <>
              {' · '}
              <Link to={dark.url}>{t('deployment.run')}</Link>
            </>
          )}
        </Typography>
      </TableCell>
      <TableCell data-head={t('dark.when')}>
        <Time at={dark.occurredAt} />
      </TableCell>
      <TableCell data-head={t('dark.status')}>
        <Word text={t(`darkStatus.${dark.status}`)} icon={icon} tone={tone} />
      </TableCell>
      <TableCell
        data-head={isAnswered ? t('dark.answer') : undefined}
        className={classes.answer}
      >
        <Answer dark={dark} />
      </TableCell>
      <TableCell data-head={t('general.toDo')}>
        <Acts dark={dark} onChosen={onChosen} />
      </TableCell>
    </TableRow>
  );
};

/** What came to production without a change: unsettled first of all, and what may be done about each. */
export const DarkChangesList = (props: {
  params: URLSearchParams;
  update(changes: Record<string, string | undefined>): void;
}) => {
  const { params, update } = props;
  const classes = useStyles();
  const t = useText();
  const [asked, setAsked] = useState<{
    dark: DarkChangeView;
    action: DarkChangeAction;
  }>();
  const settled = params.get('settled') === 'true';
  const entityRef = params.get('entityRef') ?? '';
  const status = params.get('status') ?? undefined;
  const found = useDarkChanges({
    scope: 'members',
    ...(entityRef && { entityRef }),
    ...(!settled && { status: status ?? 'open,explained' }),
    ...Object.fromEntries(
      ['scope', 'team', 'system', 'category', 'from', 'to'].flatMap(name => {
        const value = params.get(name);
        return value ? [[name, value]] : [];
      }),
    ),
  });
  return (
    <>
      <div className={classes.filters}>
        <EntityPicker
          id="dark-entity"
          label={t('deployment.entity')}
          kinds={affectableKinds}
          size="small"
          value={entityRef}
          onChange={value => update({ entityRef: value })}
        />
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={settled || status !== undefined}
              onChange={(_event, checked) =>
                update({
                  settled: checked ? 'true' : undefined,
                  status: undefined,
                })
              }
            />
          }
          label={t('dark.showSettled')}
        />
      </div>
      <LimitedTo params={params} update={update} />
      <PagedTable
        list={found}
        label={t('deployment.unauthorized')}
        heads={[
          t('dark.what'),
          t('dark.when'),
          t('dark.status'),
          t('dark.answer'),
          t('general.toDo'),
        ]}
        empty={<Empty title={t('dark.none')} more={t('dark.noneMore')} />}
        row={dark => (
          <Row
            key={dark.id}
            dark={dark}
            onChosen={action => setAsked({ dark, action })}
          />
        )}
      />
      {asked && (
        <DarkChangeDialog {...asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
};
