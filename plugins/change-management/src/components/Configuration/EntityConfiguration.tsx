import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  ConfigurationItemQueryInput,
  ConfigurationItemView,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useConfigurationItems, useMe } from '../../hooks';
import { useText } from '../../translation';
import { ChangeLink, EntityName, PagedTable, Time } from '../display';
import { ItemLink } from './ItemLink';
import { KeepDialog } from './KeepDialog';

/** Owners, implementers and change managers keep configuration. */
function useMayKeep(): boolean {
  const { entity } = useEntity();
  const { data: me } = useMe();
  const owners = getEntityRelations(entity, RELATION_OWNED_BY).map(owner =>
    stringifyEntityRef(owner),
  );
  return (
    me !== undefined &&
    (me.roles.some(({ role }) =>
      ['implementer', 'changeManager'].includes(role),
    ) ||
      owners.some(owner => me.ownership.includes(owner)))
  );
}

const Row = (props: { item: ConfigurationItemView; withEntity: boolean }) => {
  const { id, name, entityRef, latest } = props.item;
  const t = useText();
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <ItemLink id={id}>{name}</ItemLink>
        {props.withEntity && (
          <>
            {' · '}
            <EntityName entityRef={entityRef} />
          </>
        )}
      </TableCell>
      <TableCell data-head={t('configuration.latest')}>
        {latest ? latest.number : t('configuration.noVersion')}
      </TableCell>
      <TableCell>{latest && <Time at={latest.createdAt} short />}</TableCell>
      <TableCell>
        {latest && <EntityName entityRef={latest.author} />}
      </TableCell>
      <TableCell>
        {latest?.changeId && (
          <ChangeLink id={latest.changeId}>{latest.changeId}</ChangeLink>
        )}
      </TableCell>
    </TableRow>
  );
};

/** The configuration of an entity, or of all parts of a system or domain, and which change made what it says now. */
export const EntityConfiguration = (props: {
  entityRef: string;
  scope: ConfigurationItemQueryInput['scope'];
}) => {
  const { entityRef, scope } = props;
  const t = useText();
  const mayKeep = useMayKeep();
  const [keeps, setKeeps] = useState(false);
  return (
    <Box component="section" mb={3}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('configuration.title')}
      </Typography>
      <PagedTable
        list={useConfigurationItems({ entityRef, scope })}
        label={t('configuration.title')}
        heads={[
          t('configuration.name'),
          t('configuration.latest'),
          t('configuration.when'),
          t('configuration.by'),
          t('configuration.change'),
        ]}
        skeletons={2}
        empty={
          <Typography color="textSecondary">
            {t('configuration.none')}. {t('configuration.noneMore')}
          </Typography>
        }
        row={item => (
          <Row key={item.id} item={item} withEntity={scope === 'members'} />
        )}
      />
      {mayKeep && (
        <Button color="primary" onClick={() => setKeeps(true)}>
          {t('configuration.keep')}
        </Button>
      )}
      {keeps && (
        <KeepDialog entityRef={entityRef} onClose={() => setKeeps(false)} />
      )}
    </Box>
  );
};
