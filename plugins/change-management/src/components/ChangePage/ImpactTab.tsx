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
import { EntityName, EntityNames } from '../display';
import { ImpactGraph } from './ImpactGraph';

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto', marginBottom: theme.spacing(3) },
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
  const t = useText();
  return (
    <>
      {impact.indirect.length > 0 && <ImpactGraph impact={impact} />}
      <Typography variant="subtitle1" component="h3">
        {t('change.direct')}
      </Typography>
      <div className={classes.scroll}>
        <Table size="small" aria-label={t('change.direct')}>
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
                <TableCell>
                  <EntityName
                    entityRef={entity.entityRef}
                    exists={entity.exists}
                  />
                </TableCell>
                <TableCell>
                  {entity.system && <EntityName entityRef={entity.system} />}
                </TableCell>
                <TableCell>{entity.lifecycle}</TableCell>
                <TableCell>
                  {entity.criticality && t(`risk.${entity.criticality}`)}
                </TableCell>
                <TableCell>
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
        <div className={classes.scroll}>
          <Table size="small" aria-label={t('change.indirect')}>
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
                  <TableCell>
                    <EntityName entityRef={entity.entityRef} />
                  </TableCell>
                  <TableCell>{entity.distance}</TableCell>
                  <TableCell>
                    <Path via={entity.via} />
                  </TableCell>
                  <TableCell>
                    {entity.criticality && t(`risk.${entity.criticality}`)}
                  </TableCell>
                  <TableCell>
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
