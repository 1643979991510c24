import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Clause, Policy } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Path, useWriting, valueAt, withValue } from '../PolicyRules';
import { ClauseConditions } from './ClauseConditions';
import { ClauseRow } from './ClauseRow';
import { NewClause } from './NewClause';
import { RulesElsewhere, RuleTab } from './RulesElsewhere';
import { RuleField, ruleFieldsOf } from './ruleFields';
import { RuleFieldInput } from './RuleFieldInput';

const useStyles = makeStyles(theme => ({
  section: { margin: theme.spacing(3, 0, 0.5), fontWeight: 700 },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Puts a clause behind the last one of its section, or at the end. */
function withClause(clauses: Clause[], added: Clause): Clause[] {
  const last = clauses.map(({ section }) => section).lastIndexOf(added.section);
  const at = last < 0 ? clauses.length : last + 1;
  return [...clauses.slice(0, at), added, ...clauses.slice(at)];
}

/** The document clause by clause: text on the one side, on the other the rules that follow from it. */
export const ClausesEditor = (props: {
  /** The last state of the document in which all was sound: it says which fields there are. */
  shape: Policy;
  /** Opens the form in which a rule is edited. */
  onOpen: (tab: RuleTab) => void;
}) => {
  const { shape, onOpen } = props;
  const { document, before, problems, onChange } = useWriting();
  const classes = useStyles();
  const t = useText();
  const clauses = (document.clauses ?? []) as Clause[];
  const sections = [...new Set(clauses.map(({ section }) => section))];
  const fields = ruleFieldsOf(shape);
  const errorAt = (path: Path) => {
    const name = path.join('.');
    return problems.find(
      problem => problem.path === name || problem.path.startsWith(`${name}.`),
    )?.message;
  };
  const put = (path: Path, value: unknown) =>
    onChange(withValue(document, path, value));
  const inputOf = (field: RuleField) => {
    const value = valueAt(document, field.path);
    return (
      <RuleFieldInput
        key={field.path.join()}
        field={field}
        value={value}
        changed={!same(value, valueAt(before, field.path))}
        error={errorAt(field.path)}
        onChange={next => put(field.path, next)}
      />
    );
  };
  return (
    <>
      {sections.map(section => (
        <section key={section}>
          <Typography
            variant="subtitle1"
            component="h3"
            className={classes.section}
          >
            {section}
          </Typography>
          <ul className={classes.list}>
            {clauses.map((clause, index) =>
              clause.section === section ? (
                <ClauseRow
                  key={clause.id}
                  clause={clause}
                  before={before.clauses.find(({ id }) => id === clause.id)}
                  error={errorAt(['clauses', index, 'text'])}
                  onText={text => put(['clauses', index, 'text'], text)}
                  onRemove={() =>
                    put(
                      ['clauses'],
                      clauses.filter(one => one !== clause),
                    )
                  }
                >
                  <RulesElsewhere clause={clause} onOpen={onOpen} />
                  {fields
                    .filter(field => field.clause === clause.id)
                    .map(inputOf)}
                  <ClauseConditions clause={clause} index={index} />
                </ClauseRow>
              ) : null,
            )}
          </ul>
        </section>
      ))}
      <Typography
        variant="subtitle1"
        component="h3"
        className={classes.section}
      >
        {t('policyAmend.newClause')}
      </Typography>
      <NewClause
        sections={sections}
        taken={clauses.map(({ id }) => id)}
        onAdd={clause => put(['clauses'], withClause(clauses, clause))}
      />
    </>
  );
};
