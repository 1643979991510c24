import { Fragment } from 'react';
import { EntityName } from './Entities';

// A user, a group or another entity, as sentences of the backend name them.
const refs =
  /((?:user|group|component|resource|api|system|domain|plugin|pipeline):[^\s:/]+\/[A-Za-z0-9_.-]*[A-Za-z0-9])/;

/** A sentence of the backend, with the entities that it names as the catalog's own links. */
export const Evidence = ({ text }: { text: string }) => (
  <>
    {text
      .split(refs)
      .map((part, index) =>
        index % 2 ? (
          <EntityName key={index} entityRef={part} />
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
  </>
);
