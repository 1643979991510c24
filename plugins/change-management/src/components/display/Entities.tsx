import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  isPipeline,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Fragment } from 'react';
import { useText } from '../../translation';

/** An entity as the catalog's own link; one that has vanished is named, and said to have. */
export const EntityName = (props: { entityRef: string; exists?: boolean }) => {
  const { entityRef, exists = true } = props;
  const t = useText();
  if (entityRef === systemActor.userRef) {
    return <>{t('judgement.system')}</>;
  }
  if (isPipeline(entityRef)) {
    const { name } = parseEntityRef(entityRef);
    return <>{t('general.pipeline', { name })}</>;
  }
  return exists ? (
    <EntityRefLink entityRef={entityRef} hideIcon />
  ) : (
    <span>
      {entityRef} ({t('general.noLongerInCatalog')})
    </span>
  );
};

/** Several entities in one line, at most `most` of them by name. */
export const EntityNames = (props: {
  entityRefs: readonly string[];
  most?: number;
}) => {
  const { entityRefs, most = entityRefs.length } = props;
  const t = useText();
  const rest = entityRefs.length - most;
  return (
    <>
      {entityRefs.slice(0, most).map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <EntityName entityRef={ref} />
        </Fragment>
      ))}
      {rest > 0 && ` ${t('general.more', { number: String(rest) })}`}
    </>
  );
};
