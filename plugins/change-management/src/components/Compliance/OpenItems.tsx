import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { OpenItem } from 'backstage-plugin-change-management-common';
import { deploymentsRouteRef, reviewRouteRef } from '../../routes';
import { useText } from '../../translation';
import { ChangeLink, EntityName, Time, useTableStyles, Word } from '../display';
import { Panel } from './Panel';

const Of = ({ kind, id, title }: OpenItem) => {
  const deployments = useRouteRef(deploymentsRouteRef)();
  const review = useRouteRef(reviewRouteRef);
  switch (kind) {
    case 'unauthorized-change':
      return (
        <>
          <Link to={deployments}>{id}</Link> <EntityName entityRef={title} />
        </>
      );
    case 'overdue-review':
      return (
        <Link to={review({ id })}>
          {id} {title}
        </Link>
      );
    default:
      return (
        <ChangeLink id={id}>
          {id} {title}
        </ChangeLink>
      );
  }
};

/** What is late, undocumented or unsettled. */
export const OpenItems = ({ items }: { items: OpenItem[] }) => {
  const table = useTableStyles();
  const t = useText();
  return (
    <Panel title={t('compliance.openItems')}>
      {items.length === 0 ? (
        <Typography variant="body2">{t('compliance.nothingOpen')}</Typography>
      ) : (
        <div className={table.scroll}>
          <Table
            size="small"
            className={table.table}
            aria-label={t('compliance.openItems')}
          >
            <TableHead>
              <TableRow>
                <TableCell>{t('compliance.of')}</TableCell>
                <TableCell>{t('compliance.openItem')}</TableCell>
                <TableCell>{t('compliance.clause')}</TableCell>
                <TableCell>{t('compliance.due')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {items.map(item => (
                <TableRow key={`${item.id} ${item.kind} ${item.text}`}>
                  <TableCell component="th" scope="row">
                    <Of {...item} />
                  </TableCell>
                  <TableCell>
                    <strong>{t(`openItem.${item.kind}`)}</strong>
                    <div>{item.text}</div>
                  </TableCell>
                  <TableCell>{item.clause}</TableCell>
                  <TableCell>
                    {item.overdue && (
                      <Word
                        text={t('compliance.late')}
                        icon={ReportProblemIcon}
                        tone="bad"
                      />
                    )}{' '}
                    {item.dueAt && <Time at={item.dueAt} short />}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </Panel>
  );
};
