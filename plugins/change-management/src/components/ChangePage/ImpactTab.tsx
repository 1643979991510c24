import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { Impact } from 'backstage-plugin-change-management-common';
import { Fragment } from 'react';
import { useText } from '../../translation';
import { EntityName, EntityNames, useTableStyles } from '../display';
import { ImpactGraph } from './ImpactGraph';

const useStyles = makeStyles(theme => ({
  direct: { marginBottom: theme.spacing(3) },
}));

const Path = ({ via }: { via: string[] }) => (
  <>
    {via.map((ref, index) => (
      <Fragment key={ref}>
        {index > 0 && ' → '}
        <EntityName entityRef={ref} />
      </Fragment>
    ))}
  </>
);

/** Whom the change touches: what it alters, and what depends on that, with the way there. */
export const ImpactTab = ({ impact }: { impact: Impact }) => {
  const classes = useStyles();
  const table = useTableStyles();
  const t = useText();
  return (
    <>
      {impact.indirect.length > 0 && <ImpactGraph impact={impact} />}
      <Typography variant="subtitle1" component="h3">
        {t('change.direct')}
      </Typography>
      <div className={`${table.scroll} ${classes.direct}`}>
        <Table
          size="small"
          className={table.table}
          aria-label={t('change.direct')}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('change.entity')}</TableCell>
              <TableCell>{t('change.system')}</TableCell>
              <TableCell>{t('judgement.lifecycle')}</TableCell>
              <TableCell>{t('judgement.criticality')}</TableCell>
              <TableCell>{t('change.owners')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {impact.direct.map(entity => (
              <TableRow key={entity.entityRef}>
                <TableCell component="th" scope="row">
                  <EntityName
                    entityRef={entity.entityRef}
                    exists={entity.exists}
                  />
                </TableCell>
                <TableCell data-head={entity.system && t('change.system')}>
                  {entity.system && <EntityName entityRef={entity.system} />}
                </TableCell>
                <TableCell
                  data-head={entity.lifecycle && t('judgement.lifecycle')}
                >
                  {entity.lifecycle}
                </TableCell>
                <TableCell
                  data-head={entity.criticality && t('judgement.criticality')}
                >
                  {entity.criticality && t(`risk.${entity.criticality}`)}
                </TableCell>
                <TableCell data-head={t('change.owners')}>
                  <EntityNames entityRefs={entity.owners} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <Typography variant="subtitle1" component="h3">
        {t('change.indirect')}
      </Typography>
      {impact.indirect.length === 0 ? (
        <p>{t('summary.reachesNone')}</p>
      ) : (
        <div className={table.scroll}>
          <Table
            size="small"
            className={table.table}
            aria-label={t('change.indirect')}
          >
            <TableHead>
              <TableRow>
                <TableCell>{t('change.entity')}</TableCell>
                <TableCell>{t('change.distance')}</TableCell>
                <TableCell>{t('change.path')}</TableCell>
                <TableCell>{t('judgement.criticality')}</TableCell>
                <TableCell>{t('change.owners')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {impact.indirect.map(entity => (
                <TableRow key={entity.entityRef}>
                  <TableCell component="th" scope="row">
                    <EntityName entityRef={entity.entityRef} />
                  </TableCell>
                  <TableCell data-head={t('change.distance')}>
                    {entity.distance}
                  </TableCell>
                  <TableCell data-head={t('change.path')}>
                    <Path via={entity.via} />
                  </TableCell>
                  <TableCell
                    data-head={entity.criticality && t('judgement.criticality')}
                  >
                    {entity.criticality && t(`risk.${entity.criticality}`)}
                  </TableCell>
                  <TableCell data-head={t('change.owners')}>
                    <EntityNames entityRefs={entity.owners} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      {impact.truncated && <p>{t('change.truncated')}</p>}
    </>
  );
};
