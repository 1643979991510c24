import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import CreateIcon from '@material-ui/icons/Create';
import RemoveIcon from '@material-ui/icons/Remove';
import { Policy, PolicyDiff } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { coloursOf, Empty, LoadFailure, RowSkeletons } from '../display';
import { Word } from '../display/Word';
import { RuleInWords } from './rule';
import { rulesInWords } from './rulesInWords';
import { usePolicyDiff, usePolicyVersion } from './usePolicies';

type Kind = PolicyDiff['clauses'][number]['kind'];

interface Item {
  key: string;
  name: string;
  kind: Kind;
  before?: string;
  after?: string;
}

const looks = {
  added: [AddIcon, 'good'],
  removed: [RemoveIcon, 'bad'],
  changed: [CreateIcon, 'info'],
} as const;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  name: { marginRight: theme.spacing(1), fontWeight: 700 },
  part: {
    display: 'grid',
    gridTemplateColumns: '4.5em minmax(0, 1fr)',
    marginTop: theme.spacing(0.5),
    fontSize: theme.typography.body2.fontSize,
    '& del, & ins': {
      textDecoration: 'none',
      padding: theme.spacing(0.25, 0.75),
      borderRadius: 4,
    },
    '& del': {
      color: coloursOf(theme, 'bad').text,
      backgroundColor: coloursOf(theme, 'bad').background,
    },
    '& ins': {
      color: coloursOf(theme, 'good').text,
      backgroundColor: coloursOf(theme, 'good').background,
    },
  },
  title: { marginTop: theme.spacing(2) },
  heading: { margin: theme.spacing(2, 0, 0.5), fontWeight: 700 },
}));

const Differences = (props: { title: string; items: Item[] }) => {
  const { title, items } = props;
  const classes = useStyles();
  const t = useText();
  if (!items.length) {
    return null;
  }
  return (
    <>
      <Typography
        variant="subtitle1"
        component="h4"
        className={classes.heading}
      >
        {title}
      </Typography>
      <ul className={classes.list} aria-label={title}>
        {items.map(({ key, name, kind, before, after }) => (
          <li key={key} className={classes.item}>
            <span className={classes.name}>{name}</span>
            <Word
              text={t(`policyKind.${kind}`)}
              icon={looks[kind][0]}
              tone={looks[kind][1]}
            />
            {before !== undefined && (
              <div className={classes.part}>
                {t('policy.before')} <del>{before}</del>
              </div>
            )}
            {after !== undefined && (
              <div className={classes.part}>
                {t('policy.after')} <ins>{after}</ins>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

function toText(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  return JSON.stringify(value);
}

function startsWith(path: string, start: string): boolean {
  return path === start || path.startsWith(`${start}.`);
}

/** Differences by the rule to which they belong, in its words; what has none is shown as it stands in the document. */
function ruleItems(
  differences: PolicyDiff['rules'],
  before: RuleInWords[],
  after: RuleInWords[],
  nameOf: (clause: string) => string,
): Item[] {
  const items = new Map<string, Item>();
  for (const { path, kind, ...values } of differences) {
    const rules = [...after, ...before].filter(
      rule => startsWith(path, rule.path) || startsWith(rule.path, path),
    );
    const olds = before.filter(rule => rules.some(r => r.path === rule.path));
    let isTold = false;
    for (const name of new Set(rules.map(rule => rule.path))) {
      const old = olds.find(rule => rule.path === name);
      const now = after.find(rule => rule.path === name);
      if (old?.words !== now?.words) {
        isTold = true;
        let told: Kind = 'changed';
        if (!old || !now) {
          told = old ? 'removed' : 'added';
        }
        items.set(name, {
          key: name,
          name: nameOf((now ?? old)!.clause),
          kind: told,
          before: old?.words,
          after: now?.words,
        });
      }
    }
    if (!isTold) {
      items.set(path, {
        key: path,
        name: path,
        kind,
        before: toText(values.before),
        after: toText(values.after),
      });
    }
  }
  return [...items.values()];
}

/** What differs between two documents, in words. */
export const DocumentDifference = (props: {
  diff: Pick<PolicyDiff, 'clauses' | 'rules'>;
  before: Policy;
  after: Policy;
}) => {
  const { diff, before, after } = props;
  const t = useText();
  const clauses = diff.clauses.map(({ id, section, ...rest }) => ({
    key: id,
    name: `${id} ${section}`,
    ...rest,
  }));
  const rules = ruleItems(
    diff.rules,
    rulesInWords(before, t),
    rulesInWords(after, t),
    id =>
      `${id} ${
        [...after.clauses, ...before.clauses].find(c => c.id === id)?.section ??
        ''
      }`,
  );
  return clauses.length + rules.length === 0 ? (
    <Empty title={t('policy.same')} />
  ) : (
    <>
      <Differences title={t('policy.textChanges')} items={clauses} />
      <Differences title={t('policy.ruleChanges')} items={rules} />
    </>
  );
};

/** What a version changes in another one: text and rules, before and after. */
export const PolicyDifference = (props: {
  version: string;
  against: string;
}) => {
  const { version, against } = props;
  const classes = useStyles();
  const t = useText();
  const diff = usePolicyDiff(version, against);
  const before = usePolicyVersion(against);
  const after = usePolicyVersion(version);
  const error = diff.error ?? before.error ?? after.error;
  const retry = () =>
    Promise.all([diff.refetch(), before.refetch(), after.refetch()]);
  return (
    <section>
      <Typography variant="h5" component="h3" className={classes.title}>
        {t('policy.difference', { to: version, from: against })}
      </Typography>
      {error && <LoadFailure error={error} onRetry={retry} />}
      {!error && diff.data && before.data && after.data && (
        <DocumentDifference
          diff={diff.data}
          before={before.data.document}
          after={after.data.document}
        />
      )}
      {!error && !(diff.data && before.data && after.data) && (
        <RowSkeletons rows={4} />
      )}
    </section>
  );
};
