import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  ConfigurationItemQueryInput,
  ConfigurationItemView,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useConfigurationItems, useMe } from '../../hooks';
import { useText } from '../../translation';
import {
  ChangeLink,
  EntityName,
  LoadFailure,
  RowSkeletons,
  Time,
  useTableStyles,
} from '../display';
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

const Items = (props: {
  items: ConfigurationItemView[];
  withEntity: boolean;
}) => {
  const { items, withEntity } = props;
  const classes = useTableStyles();
  const t = useText();
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={t('configuration.title')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('configuration.name')}</TableCell>
            <TableCell>{t('configuration.latest')}</TableCell>
            <TableCell>{t('configuration.when')}</TableCell>
            <TableCell>{t('configuration.by')}</TableCell>
            <TableCell>{t('configuration.change')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map(({ id, name, entityRef, latest }) => (
            <TableRow key={id}>
              <TableCell component="th" scope="row">
                <ItemLink id={id}>{name}</ItemLink>
                {withEntity && (
                  <>
                    {' · '}
                    <EntityName entityRef={entityRef} />
                  </>
                )}
              </TableCell>
              <TableCell data-head={t('configuration.latest')}>
                {latest ? latest.number : t('configuration.noVersion')}
              </TableCell>
              <TableCell>
                {latest && <Time at={latest.createdAt} short />}
              </TableCell>
              <TableCell>
                {latest && <EntityName entityRef={latest.author} />}
              </TableCell>
              <TableCell>
                {latest?.changeId && (
                  <ChangeLink id={latest.changeId}>
                    {latest.changeId}
                  </ChangeLink>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
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
  const { data, error, refetch, hasNextPage, fetchNextPage } =
    useConfigurationItems({ entityRef, scope });
  const items = data?.pages.flatMap(page => page.items);
  return (
    <Box component="section" mb={3}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('configuration.title')}
      </Typography>
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !items && <RowSkeletons rows={2} />}
      {items?.length === 0 && (
        <Typography color="textSecondary">
          {t('configuration.none')}. {t('configuration.noneMore')}
        </Typography>
      )}
      {items && items.length > 0 && (
        <Items items={items} withEntity={scope === 'members'} />
      )}
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>
          {t('configuration.more')}
        </Button>
      )}
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
