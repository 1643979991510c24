import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  comparePolicyVersions,
  FindingRef,
  parseFinding,
  Policy,
} from 'backstage-plugin-change-management-common';
import { useMemo, useRef, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { policyRouteRef } from '../../routes';
import { useGoTo } from '../../routing';
import { useText } from '../../translation';
import { Failure, formatTime, toFailure } from '../display';
import { DocumentDifference, PolicySimulationPanel } from '../Policy';
import { ClausesEditor } from './ClausesEditor';
import {
  ApprovalRulesForm,
  check,
  isMissing,
  RiskForm,
  WritingProvider,
  Written,
} from '../PolicyRules';
import { Problems } from './Problems';
import { RuleTab } from './RulesElsewhere';
import { Typed, useTyped } from './useTyped';
import { readYaml, toYaml } from './yamlDocument';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(280px, 2fr)',
    gap: theme.spacing(3, 5),
    alignItems: 'start',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: {
    [theme.breakpoints.up('lg')]: {
      position: 'sticky',
      top: theme.spacing(2),
      maxHeight: 'calc(100vh - 32px)',
      overflowY: 'auto',
    },
  },
  head: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(2, 0),
  },
  wide: { gridColumn: '1 / -1' },
  yaml: { '& textarea': { fontFamily: 'monospace', fontSize: '0.8125rem' } },
  acts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    margin: theme.spacing(2, 0),
  },
  tabs: { margin: theme.spacing(1, 0) },
}));

const tabs = ['form', 'approvals', 'risk'] as const;

function readFindings(text: string): FindingRef[] | undefined {
  const names = text.split(/[,\s]+/).filter(Boolean);
  const found = names.map(parseFinding);
  return found.every(one => one !== undefined) ? found : undefined;
}

/** The form of an amendment: text and rules, what they change against the version in force, and how they would have worked. */
export const AmendmentForm = (props: {
  /** Under which what is typed is kept. */
  storageKey: string;
  initial: Typed;
  /** The draft that is edited; none for a new one. */
  draft?: { version: string; digest: string };
  inForce: Policy;
}) => {
  const { storageKey, initial, draft, inForce } = props;
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const goTo = useGoTo();
  const path = useRouteRef(policyRouteRef)();
  const classes = useStyles();
  const t = useText();
  const { typed, setTyped, keptAt, forget, beginAnew } = useTyped(
    storageKey,
    initial,
  );
  const [failure, setFailure] = useState<Failure>();
  const [saving, setSaving] = useState(false);
  const [tried, setTried] = useState(false);
  const [tab, setTab] = useState<'form' | RuleTab>('form');

  const { document, yaml, note, findings } = typed;
  const written = useMemo(
    () => (yaml === undefined ? undefined : readYaml(yaml)),
    [yaml],
  );
  const { sound, problems } = useMemo(() => {
    const checked = written?.problems.length
      ? { problems: written.problems }
      : check(document);
    return {
      sound: 'sound' in checked ? checked.sound : undefined,
      problems: checked.problems.map(problem => ({
        ...problem,
        message:
          problem.path && isMissing(document, problem.path)
            ? t('policyForms.required')
            : problem.message,
        line:
          'line' in problem
            ? (problem.line as number)
            : written?.lineOf(problem.path),
      })),
    };
  }, [document, written, t]);
  const shape = useRef(inForce);
  if (sound) {
    shape.current = sound;
  }
  const named = readFindings(findings);
  const isStale = draft !== undefined && typed.digest !== draft.digest;
  const put = (more: Partial<Typed>) => setTyped({ ...typed, ...more });
  const putYaml = (text: string) => {
    const read = readYaml(text);
    put({
      yaml: text,
      ...(read.problems.length === 0 && {
        document: (read.document ?? {}) as Written,
      }),
    });
  };
  const serverProblems = (failure?.fields ?? []).filter(
    ({ path: field }) =>
      !problems.some(problem => `document.${problem.path}` === field),
  );

  const open = (how: 'form' | 'yaml' | RuleTab) => {
    if (how !== 'yaml') {
      setTab(how);
    }
    if ((how === 'yaml') !== (yaml !== undefined)) {
      put({ yaml: how === 'yaml' ? toYaml(document) : undefined });
    }
  };

  const save = async () => {
    setTried(true);
    if (!sound || !named || note.trim() === '') {
      return;
    }
    setSaving(true);
    try {
      const body = { document: sound, note, findings: named };
      const { version } = draft
        ? await api.policies.edit(draft.version, {
            ...body,
            digest: draft.digest,
          })
        : await api.policies.propose({ ...body, basedOn: inForce.version });
      forget();
      await refresh();
      goTo(`${path}?version=${version}&against=${inForce.version}`);
    } catch (error) {
      setFailure(toFailure(error));
      setSaving(false);
      // Somebody else may have been faster: then the draft is another one.
      await refresh();
    }
  };

  const field = (name: string, label: string, type?: string) => (
    <TextField
      id={`policy-${name}`}
      label={label}
      type={type}
      value={(document[name] as string | undefined) ?? ''}
      disabled={name === 'version' && draft !== undefined}
      error={problems.some(problem => problem.path === name)}
      helperText={problems.find(problem => problem.path === name)?.message}
      InputLabelProps={{ shrink: true }}
      variant="outlined"
      size="small"
      onChange={({ target }) => {
        const next = { ...document, [name]: target.value };
        put({
          document: next,
          ...(yaml !== undefined && { yaml: toYaml(next) }),
        });
      }}
    />
  );

  return (
    <>
      {keptAt && (
        <Alert
          severity="info"
          action={
            <Button size="small" onClick={beginAnew}>
              {t('policyAmend.discard')}
            </Button>
          }
        >
          {t('policyAmend.kept', { time: formatTime(keptAt) })}
        </Alert>
      )}
      {isStale && <Alert severity="warning">{t('policyAmend.stale')}</Alert>}
      <div className={classes.head}>
        {field('version', t('policyAmend.version'))}
        {field('effectiveDate', t('policyAmend.effectiveDate'), 'date')}
        <div className={classes.wide}>
          <TextField
            id="policy-note"
            label={t('policyAmend.reason')}
            value={note}
            multiline
            minRows={2}
            fullWidth
            required
            error={tried && note.trim() === ''}
            helperText={
              tried && note.trim() === ''
                ? `${t('policyAmend.reason')} ${t('step.required')}`
                : undefined
            }
            variant="outlined"
            size="small"
            onChange={({ target }) => put({ note: target.value })}
          />
        </div>
        <TextField
          id="policy-findings"
          className={classes.wide}
          label={t('policyAmend.findings')}
          value={findings}
          error={!named}
          helperText={t(
            named ? 'policyAmend.findingsHelp' : 'policyAmend.findingsWrong',
          )}
          variant="outlined"
          size="small"
          onChange={({ target }) => put({ findings: target.value })}
        />
      </div>
      <div className={classes.columns}>
        <div>
          <Tabs
            className={classes.tabs}
            value={yaml === undefined ? tab : 'yaml'}
            variant="scrollable"
            aria-label={t('policyAmend.how')}
            onChange={(_event, how) => open(how)}
          >
            {tabs.map(one => (
              <Tab
                key={one}
                value={one}
                label={t(
                  one === 'form' ? 'policyAmend.form' : `policyForms.${one}`,
                )}
                // What is no document cannot be shown in forms.
                disabled={Boolean(written?.problems.length)}
              />
            ))}
            <Tab value="yaml" label={t('policyAmend.yaml')} />
          </Tabs>
          {yaml === undefined ? (
            <WritingProvider
              document={document}
              before={inForce}
              problems={problems}
              onChange={next => put({ document: next })}
            >
              {tab === 'form' && (
                <ClausesEditor shape={shape.current} onOpen={open} />
              )}
              {tab === 'approvals' && <ApprovalRulesForm />}
              {tab === 'risk' && <RiskForm />}
            </WritingProvider>
          ) : (
            <TextField
              id="policy-yaml"
              className={classes.yaml}
              label={t('policyAmend.yaml')}
              helperText={t('policyAmend.yamlHelp')}
              value={yaml}
              multiline
              minRows={20}
              maxRows={40}
              fullWidth
              variant="outlined"
              spellCheck={false}
              onChange={({ target }) => putYaml(target.value)}
            />
          )}
        </div>
        <div className={classes.side}>
          <Problems
            problems={[...problems, ...serverProblems]}
            onOpen={yaml === undefined ? open : undefined}
          />
          <section aria-label={t('policyAmend.differs')}>
            <Typography variant="h6" component="h3">
              {t('policyAmend.differs')}
            </Typography>
            {sound ? (
              <DocumentDifference
                diff={comparePolicyVersions(inForce, sound)}
                before={inForce}
                after={sound}
              />
            ) : (
              <Typography variant="body2">{t('policyAmend.broken')}</Typography>
            )}
          </section>
          {failure && (
            <Alert severity="error">
              {t('policyAmend.notSaved')}: {failure.message}
            </Alert>
          )}
          <div className={classes.acts}>
            <Button
              variant="contained"
              color="primary"
              disabled={saving}
              onClick={save}
            >
              {t(isStale ? 'policyAmend.saveOver' : 'policyAmend.save')}
            </Button>
          </div>
          <PolicySimulationPanel
            subject={{ document: sound }}
            disabled={!sound}
          />
        </div>
      </div>
    </>
  );
};
