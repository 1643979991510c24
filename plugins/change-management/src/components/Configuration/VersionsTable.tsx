import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { ConfigurationVersion } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { ChangeLink, EntityName, Time, useTableStyles } from '../display';

/** Versions of an item, newest first: which change made each. */
export const VersionsTable = (props: {
  versions: ConfigurationVersion[];
  onRestore: (version: number) => void;
}) => {
  const { versions, onRestore } = props;
  const classes = useTableStyles();
  const t = useText();
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={t('configuration.versions')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('configuration.shown')}</TableCell>
            <TableCell>{t('configuration.when')}</TableCell>
            <TableCell>{t('configuration.by')}</TableCell>
            <TableCell>{t('configuration.origin')}</TableCell>
            <TableCell>{t('configuration.change')}</TableCell>
            <TableCell>{t('configuration.note')}</TableCell>
            <TableCell>{t('general.toDo')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {versions.map((version, index) => (
            <TableRow key={version.number}>
              <TableCell component="th" scope="row">
                {t('configuration.versionShort', {
                  version: String(version.number),
                })}
              </TableCell>
              <TableCell>
                <Time at={version.createdAt} short />
              </TableCell>
              <TableCell>
                <EntityName entityRef={version.author} />
              </TableCell>
              <TableCell>
                {t(`configurationOrigin.${version.origin}`)}
              </TableCell>
              <TableCell>
                {version.changeId && (
                  <ChangeLink id={version.changeId}>
                    {version.changeId}
                  </ChangeLink>
                )}
              </TableCell>
              <TableCell>{version.note}</TableCell>
              <TableCell align="right">
                {index > 0 && (
                  <Button
                    size="small"
                    onClick={() => onRestore(version.number)}
                    aria-label={t('configuration.restoreTitle', {
                      version: String(version.number),
                    })}
                  >
                    {t('configuration.restore')}
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
};
