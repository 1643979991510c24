import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';
import CreateIcon from '@material-ui/icons/Create';
import DeleteIcon from '@material-ui/icons/Delete';
import DoneIcon from '@material-ui/icons/Done';
import { ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../translation';
import { Word } from '../display/Word';
import { Path } from './document';
import { useWriting, useWritten } from './writing';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0, width: '100%' },
  item: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(1) },
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
  },
  body: { flex: 1, minWidth: 0 },
  acts: { display: 'flex', flexShrink: 0 },
}));

interface Listed {
  name: string;
  isOpen: boolean;
}

function idOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'id' in item
    ? item.id
    : undefined;
}

/** What somebody moved or opened stays the same one, whatever its number. */
function useKeys(length: number) {
  const keys = useRef<number[]>([]);
  const last = useRef(0);
  const grow = () => {
    last.current += 1;
    keys.current.push(last.current);
    return last.current;
  };
  while (keys.current.length < length) {
    grow();
  }
  keys.current.length = length;
  return { keys: keys.current, grow };
}

/**
 * Things of a list in the document, to be added, removed and put in order. With a summary, each shows that until somebody
 * edits it; what is wrong in one opens it.
 */
export const ItemList = <T,>(props: {
  path: Path;
  /** Of the list. */
  label: string;
  nameOf: (number: string) => string;
  summaryOf?: (item: T) => ReactNode;
  add: string;
  newItem: (items: T[]) => T;
  children: (path: Path, item: T) => ReactNode;
}) => {
  const { path, label, nameOf, summaryOf, add, newItem, children } = props;
  const classes = useStyles();
  const t = useText();
  const { problems } = useWriting();
  const { value, before, error, put } = useWritten(path);
  const items = Array.isArray(value) ? (value as T[]) : [];
  const { keys, grow } = useKeys(items.length);
  const [opened, setOpened] = useState<number[]>([]);
  const root = useRef<HTMLUListElement>(null);
  const asked = useRef<string>();
  // A button that moved its item moves along; one that is gone gives way to the next.
  useEffect(() => {
    if (asked.current) {
      root.current
        ?.querySelector<HTMLElement>(`[data-act="${asked.current}"]`)
        ?.focus();
      asked.current = undefined;
    }
  });
  const move = (from: number, to: number, act: string) => {
    const moved = [...items];
    [moved[from], moved[to]] = [moved[to], moved[from]];
    [keys[from], keys[to]] = [keys[to], keys[from]];
    const isEnd = to === 0 || to === items.length - 1;
    const other = act === 'up' ? 'down' : 'up';
    asked.current = `${keys[to]}-${isEnd ? other : act}`;
    put(moved);
  };
  const remove = (index: number) => {
    keys.splice(index, 1);
    const next = keys[Math.min(index, keys.length - 1)];
    asked.current = next === undefined ? undefined : `${next}-remove`;
    put(items.filter((_item, at) => at !== index));
  };
  const isNew = (item: T) =>
    Array.isArray(before) && !before.some(one => idOf(one) === idOf(item));
  const isChanged = (item: T) =>
    Array.isArray(before) &&
    before.some(
      one =>
        idOf(one) === idOf(item) &&
        JSON.stringify(one) !== JSON.stringify(item),
    );
  const actsOf = (index: number, { name, isOpen }: Listed) => {
    const key = keys[index];
    const button = (
      act: string,
      text: string,
      icon: ReactNode,
      onClick: () => void,
      disabled = false,
    ) => (
      <IconButton
        size="small"
        aria-label={text}
        data-act={`${key}-${act}`}
        disabled={disabled}
        onClick={onClick}
      >
        {icon}
      </IconButton>
    );
    return (
      <div className={classes.acts}>
        {summaryOf &&
          button(
            'edit',
            t(isOpen ? 'policyForms.close' : 'policyForms.edit', { name }),
            isOpen ? (
              <DoneIcon fontSize="small" />
            ) : (
              <CreateIcon fontSize="small" />
            ),
            () =>
              setOpened(
                isOpen ? opened.filter(one => one !== key) : [...opened, key],
              ),
          )}
        {items.length > 1 && (
          <>
            {button(
              'up',
              t('policyForms.up', { name }),
              <ArrowUpwardIcon fontSize="small" />,
              () => move(index, index - 1, 'up'),
              index === 0,
            )}
            {button(
              'down',
              t('policyForms.down', { name }),
              <ArrowDownwardIcon fontSize="small" />,
              () => move(index, index + 1, 'down'),
              index === items.length - 1,
            )}
          </>
        )}
        {button(
          'remove',
          t('policyForms.remove', { name }),
          <DeleteIcon fontSize="small" />,
          () => remove(index),
        )}
      </div>
    );
  };
  return (
    <div>
      <ul className={classes.list} aria-label={label} ref={root}>
        {items.map((item, index) => {
          const at = [...path, index];
          const name = nameOf(String(index + 1));
          const isWrong = problems.some(problem =>
            problem.path.startsWith(`${at.join('.')}.`),
          );
          const isOpen = !summaryOf || isWrong || opened.includes(keys[index]);
          const acts = actsOf(index, { name, isOpen });
          const fields =
            typeof item === 'object' && item !== null
              ? children(at, item)
              : t('policyForms.onlyYaml');
          return summaryOf ? (
            <li key={keys[index]} className={classes.item}>
              <div role="group" aria-label={name}>
                <div className={classes.head}>
                  <div className={classes.body}>
                    {isWrong ? name : summaryOf(item)}{' '}
                    {(isNew(item) || isChanged(item)) && (
                      <Word
                        text={t(
                          isNew(item)
                            ? 'policyKind.added'
                            : 'policyKind.changed',
                        )}
                        icon={isNew(item) ? AddIcon : CreateIcon}
                        tone={isNew(item) ? 'good' : 'info'}
                      />
                    )}
                  </div>
                  {acts}
                </div>
                {isOpen && (
                  // What is being mended stays open once it is sound.
                  <div
                    onFocus={() =>
                      opened.includes(keys[index]) ||
                      setOpened([...opened, keys[index]])
                    }
                  >
                    {fields}
                  </div>
                )}
              </div>
            </li>
          ) : (
            <li key={keys[index]}>
              <div role="group" aria-label={name} className={classes.row}>
                <div className={classes.body}>{fields}</div>
                {acts}
              </div>
            </li>
          );
        })}
      </ul>
      {error && <FormHelperText error>{error}</FormHelperText>}
      <Button
        size="small"
        startIcon={<AddIcon />}
        onClick={() => {
          setOpened([...opened, grow()]);
          put([...items, newItem(items)]);
        }}
      >
        {add}
      </Button>
    </div>
  );
};

/** A name that nothing in the list has: `rule-5`. */
export function freeId(prefix: string, items: { id?: unknown }[]): string {
  const taken = new Set(items.map(({ id }) => id));
  let number = items.length + 1;
  while (taken.has(`${prefix}-${number}`)) {
    number += 1;
  }
  return `${prefix}-${number}`;
}
