import { EntityName } from '../display';

/** A user or group as the catalog's own link, a service by its name. */
export const Principal = ({ principal }: { principal: string }) =>
  /^(user|group):/.test(principal) ? (
    <EntityName entityRef={principal} />
  ) : (
    <>{principal}</>
  );
