import {
  BadField,
  Clause,
  Policy,
} from 'backstage-plugin-change-management-common';
import { createContext, ReactNode, useContext } from 'react';
import { useText } from '../../translation';
import { Path, valueAt, withValue, Written } from './document';

interface Writing {
  document: Written;
  /** The version in force. */
  before: Policy;
  problems: BadField[];
  onChange: (document: Written) => void;
}

const WritingContext = createContext<Writing | undefined>(undefined);

/** Around the fields of a document that is being written. */
export const WritingProvider = (props: Writing & { children: ReactNode }) => {
  const { children, ...writing } = props;
  return (
    <WritingContext.Provider value={writing}>
      {children}
    </WritingContext.Provider>
  );
};

/** The document that is being written. */
export function useWriting(): Writing {
  const writing = useContext(WritingContext);
  if (!writing) {
    throw new Error('There is no document being written.');
  }
  return writing;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Whether nothing stands where a problem is. */
export function isMissing(document: unknown, path: string): boolean {
  return isEmpty(valueAt(document, path.split('.')));
}

/** What stands at a place of the document, what is wrong there, and how to put something else there. */
export function useWritten(path: Path) {
  const { document, before, problems, onChange } = useWriting();
  const t = useText();
  const name = path.join('.');
  const value = valueAt(document, path);
  const problem = problems.find(one => one.path === name);
  const within = problems.find(
    one => one.path === name || one.path.startsWith(`${name}.`),
  );
  const say = (one: BadField | undefined) =>
    one && isEmpty(value) ? t('policyForms.required') : one?.message;
  return {
    id: `policy-${path.join('-')}`,
    value,
    before: valueAt(before, path),
    error: say(problem),
    /** Also of what lies below. */
    errorWithin: say(within),
    put: (next: unknown) => onChange(withValue(document, path, next)),
  };
}

/** The clauses of the document as options. */
export function useClauseOptions(): [string, string][] {
  const { clauses } = useWriting().document;
  return Array.isArray(clauses)
    ? (clauses as Clause[]).map(({ id, text }) => [
        id,
        `${id} ${text.length > 70 ? `${text.slice(0, 69)}…` : text}`,
      ])
    : [];
}
