import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import CreateIcon from '@material-ui/icons/Create';
import DeleteIcon from '@material-ui/icons/Delete';
import { useState } from 'react';
import { useText } from '../../translation';
import { conditionInWords } from '../Policy';
import {
  Group,
  isGroup,
  Part,
  readCondition,
  Test,
  writeCondition,
} from './condition';
import { ConditionTest } from './ConditionTest';
import { Path } from './document';
import { Select } from './inputs';
import { useWritten } from './writing';

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(0.5, 0, 0, 1.5),
    border: 0,
    borderLeft: `3px solid ${theme.palette.divider}`,
    width: '100%',
    minWidth: 0,
  },
  legend: {
    padding: 0,
    marginBottom: theme.spacing(1),
    fontSize: '0.8125rem',
    color: theme.palette.text.secondary,
  },
  words: { margin: theme.spacing(0, 0, 1.5) },
  row: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(1) },
  body: { flex: 1, minWidth: 0 },
}));

const newTest: Test = { field: 'change.category', operator: 'is', values: [] };
const joins = ['all', 'any', 'none'] as const;

const GroupFields = (props: {
  id: string;
  group: Group;
  isRoot: boolean;
  withRisk: boolean;
  onChange: (group: Group) => void;
}) => {
  const { id, group, isRoot, withRisk, onChange } = props;
  const { join, parts } = group;
  const classes = useStyles();
  const t = useText();
  const put = (index: number, part?: Part) =>
    onChange({
      join,
      parts: parts.flatMap((one, at) => {
        if (at !== index) {
          return one;
        }
        return part ?? [];
      }),
    });
  const nameOf = (part: Part, index: number) =>
    t(isGroup(part) ? 'conditionForm.group' : 'conditionForm.part', {
      number: String(index + 1),
    });
  return (
    <>
      {parts.map((part, index) => (
        <div
          key={index}
          role="group"
          aria-label={nameOf(part, index)}
          className={classes.row}
        >
          <div className={classes.body}>
            {isGroup(part) ? (
              <div className={classes.root}>
                <Select
                  id={`${id}-${index}-join`}
                  label={t('conditionForm.groupHow')}
                  value={part.join}
                  options={[
                    ['all', t('conditionForm.groupAll')],
                    ['any', t('conditionForm.groupAny')],
                    ['none', t('conditionForm.groupNone')],
                  ]}
                  onChange={next =>
                    put(index, { ...part, join: next as Group['join'] })
                  }
                />
                <GroupFields
                  id={`${id}-${index}`}
                  group={part}
                  isRoot={false}
                  withRisk={withRisk}
                  onChange={next => put(index, next)}
                />
              </div>
            ) : (
              <ConditionTest
                id={`${id}-${index}`}
                test={part}
                withRisk={withRisk}
                onChange={next => put(index, next)}
              />
            )}
          </div>
          <IconButton
            size="small"
            aria-label={t('policyForms.remove', { name: nameOf(part, index) })}
            onClick={() => put(index)}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </div>
      ))}
      <Button
        size="small"
        startIcon={<AddIcon />}
        onClick={() => onChange({ join, parts: [...parts, newTest] })}
      >
        {t('conditionForm.add')}
      </Button>
      {isRoot && parts.length > 0 && (
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={() =>
            onChange({
              join,
              parts: [
                ...parts,
                {
                  join: join === 'any' ? 'all' : 'any',
                  parts: [newTest, newTest],
                },
              ],
            })
          }
        >
          {t('conditionForm.addGroup')}
        </Button>
      )}
    </>
  );
};

/** When a rule holds, as sentences that are put together; in words above them. */
export const ConditionField = (props: {
  path: Path;
  label: string;
  /** Whether it may speak of the risk, which the rules of the risk itself cannot. */
  withRisk?: boolean;
  /** What no condition means; missing where there has to be one. */
  without?: string;
}) => {
  const { path, label, withRisk = true, without } = props;
  const classes = useStyles();
  const t = useText();
  const { id, value, errorWithin, put } = useWritten(path);
  const group = readCondition(value);
  const set = (next: Group) => put(writeCondition(next));
  const isNone = value === undefined;
  return (
    <fieldset className={classes.root}>
      <legend className={classes.legend}>{label}</legend>
      {!isNone && (
        <p className={classes.words}>
          {t('conditionForm.if', { condition: conditionInWords(value, t) })}
        </p>
      )}
      {group ? (
        <>
          <Select
            id={`${id}-how`}
            label={t('conditionForm.how')}
            value={isNone ? 'none-given' : group.join}
            options={[
              ...(without ? [['none-given', without] as const] : []),
              ...joins.map(join => [join, t(`conditionForm.${join}`)] as const),
            ]}
            onChange={how =>
              how === 'none-given'
                ? put(undefined)
                : set({
                    join: how as Group['join'],
                    parts: group.parts.length ? group.parts : [newTest],
                  })
            }
          />
          {!isNone && (
            <GroupFields
              id={id}
              group={group}
              isRoot
              withRisk={withRisk}
              onChange={set}
            />
          )}
        </>
      ) : (
        <>
          <FormHelperText>{t('policyForms.onlyYaml')}</FormHelperText>
          <Button
            size="small"
            onClick={() => set({ join: 'all', parts: [newTest] })}
          >
            {t('conditionForm.replace')}
          </Button>
        </>
      )}
      {errorWithin && <FormHelperText error>{errorWithin}</FormHelperText>}
    </fieldset>
  );
};

/** A condition in words, until somebody edits it or something is wrong with it. */
export const FoldedCondition = (props: {
  path: Path;
  label: string;
  without: string;
}) => {
  const { path, label, without } = props;
  const t = useText();
  const { value, errorWithin } = useWritten(path);
  const [isOpen, setOpen] = useState(false);
  return isOpen || errorWithin ? (
    <ConditionField {...props} />
  ) : (
    <div>
      {label}:{' '}
      {value === undefined
        ? without
        : t('conditionForm.if', { condition: conditionInWords(value, t) })}
      <IconButton
        size="small"
        aria-label={t('policyForms.edit', { name: label })}
        onClick={() => setOpen(true)}
      >
        <CreateIcon fontSize="small" />
      </IconButton>
    </div>
  );
};
