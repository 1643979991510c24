import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  Conflict,
  ScheduleConflict,
} from 'backstage-plugin-change-management-common';
import { Fragment, ReactNode } from 'react';
import { windowRouteRef } from '../../routes';
import { ChangeLink, EntityName } from '../display';

/** `orders-db → orders → web-shop`, as the sentence of a conflict says it. */
function wayInWords(via: string[]): string {
  return via
    .map(ref => {
      const { namespace, name } = parseEntityRef(ref);
      return namespace === 'default' ? name : `${namespace}/${name}`;
    })
    .join(' → ');
}

const Way = ({ via }: { via: string[] }) => (
  <>
    {via.map((ref, index) => (
      <Fragment key={ref}>
        {index > 0 && ' → '}
        <EntityName entityRef={ref} />
      </Fragment>
    ))}
  </>
);

/** Puts a node in the place of the first occurrence of some words. */
function put(parts: ReactNode[], words: string, node: ReactNode): ReactNode[] {
  const index = parts.findIndex(
    part => typeof part === 'string' && part.includes(words),
  );
  if (index < 0) {
    return parts;
  }
  const text = parts[index] as string;
  const at = text.indexOf(words);
  return [
    ...parts.slice(0, index),
    text.slice(0, at),
    node,
    text.slice(at + words.length),
    ...parts.slice(index + 1),
  ];
}

/** A conflict in words, with the way to everything that it names: the changes, the path, the window. */
export const ConflictText = (props: {
  conflict: Conflict & Partial<Pick<ScheduleConflict, 'changeIds'>>;
}) => {
  const { text, changeId, changeIds = [], via, windowId } = props.conflict;
  const toWindow = useRouteRef(windowRouteRef);
  let parts: ReactNode[] = [text];
  const title = text.match(/“[^”]+”/)?.[0];
  if (windowId && title) {
    parts = put(
      parts,
      title,
      <Link to={toWindow({ id: windowId })}>{title}</Link>,
    );
  }
  for (const id of new Set([...changeIds, ...(changeId ? [changeId] : [])])) {
    parts = put(parts, id, <ChangeLink id={id}>{id}</ChangeLink>);
  }
  if (via?.length) {
    parts = put(parts, wayInWords(via), <Way via={via} />);
  }
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{part}</Fragment>
      ))}
    </>
  );
};
