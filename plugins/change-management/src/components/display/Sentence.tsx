import { Fragment } from 'react';
import { EntityName } from './Entities';
import { Time } from './Time';

// A user, a group or another entity, and a moment in UTC, as sentences of the backend name them.
const named =
  /((?:user|group|component|resource|api|system|domain|plugin|pipeline):[^\s:/]+\/[A-Za-z0-9_.-]*[A-Za-z0-9]|\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)/;

/** A sentence of the backend, with the entities that it names as the catalog's own links, and times in the viewer's zone. */
export const Sentence = ({ text }: { text: string }) => (
  <>
    {text.split(named).map((part, index) => {
      if (index % 2 === 0) {
        return <Fragment key={index}>{part}</Fragment>;
      }
      return /^\d/.test(part) ? (
        <Time key={index} at={part} short />
      ) : (
        <EntityName key={index} entityRef={part} />
      );
    })}
  </>
);
