import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Tab from '@material-ui/core/Tab';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import {
  WindowStatus,
  WindowView,
} from 'backstage-plugin-change-management-common';
import { useMayRequest, useWindows } from '../../hooks';
import { newWindowRouteRef, windowRouteRef } from '../../routes';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import {
  Empty,
  LoadFailure,
  RowSkeletons,
  TimeRange,
  useTableStyles,
} from '../display';
import { ScopeInWords } from './ScopeInWords';
import { WindowKindWord } from './words';

const tabs = {
  approved: ['window.inForce', 'window.noneInForce'],
  draft: ['window.drafts', 'window.noneDrafts'],
  retired: ['window.retired', 'window.noneRetired'],
} as const satisfies Record<WindowStatus, readonly string[]>;

const Row = ({ window }: { window: WindowView }) => {
  const t = useText();
  const path = useRouteRef(windowRouteRef)({ id: window.id });
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <Link to={path}>{window.title}</Link>
        <Typography variant="body2" color="textSecondary">
          {window.reason}
        </Typography>
      </TableCell>
      <TableCell>
        <WindowKindWord kind={window.kind} />
      </TableCell>
      <TableCell data-head={t('window.next')}>
        {window.next ? (
          <TimeRange {...window.next} short />
        ) : (
          t('window.noNext')
        )}
        {window.recurrence && <div>{window.recurrence}</div>}
      </TableCell>
      <TableCell data-head={t('window.scope')}>
        <ScopeInWords scope={window.scope} />
      </TableCell>
    </TableRow>
  );
};

const Rows = ({ status }: { status: WindowStatus }) => {
  const t = useText();
  const table = useTableStyles();
  const [name, none] = tabs[status];
  const { data, error, refetch, hasNextPage, fetchNextPage } = useWindows({
    status,
  });
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={4} />;
  }
  const windows = data.pages.flatMap(({ items }) => items);
  if (windows.length === 0) {
    return <Empty title={t('window.none')} more={t(none)} />;
  }
  return (
    <>
      <div className={table.scroll}>
        <Table size="small" aria-label={t(name)} className={table.table}>
          <TableHead>
            <TableRow>
              <TableCell>{t('window.name')}</TableCell>
              <TableCell>{t('window.kind')}</TableCell>
              <TableCell>{t('window.next')}</TableCell>
              <TableCell>{t('window.scope')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {windows.map(window => (
              <Row key={window.id} window={window} />
            ))}
          </TableBody>
        </Table>
      </div>
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>{t('general.showMore')}</Button>
      )}
    </>
  );
};

/** Maintenance windows and freezes: those in force, drafts, and those that were. */
export const WindowsPage = () => {
  const t = useText();
  const [params, update] = useQueryState();
  const asked = params.get('status') ?? '';
  const status = asked in tabs ? (asked as WindowStatus) : 'approved';
  const newPath = useRouteRef(newWindowRouteRef)();
  const mayRequest = useMayRequest();
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('window.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('window.help')}
      </Typography>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        justifyContent="space-between"
        mb={2}
        style={{ gap: 8 }}
      >
        <Tabs
          value={status}
          onChange={(_event, value) => update({ status: value })}
          aria-label={t('window.statuses')}
          indicatorColor="primary"
        >
          {Object.entries(tabs).map(([value, [text]]) => (
            <Tab
              key={value}
              value={value}
              id={`windows-${value}`}
              aria-controls="windows-panel"
              label={t(text)}
            />
          ))}
        </Tabs>
        {mayRequest && (
          <LinkButton
            to={newPath}
            variant="contained"
            color="primary"
            startIcon={<AddIcon />}
          >
            {t('window.new')}
          </LinkButton>
        )}
      </Box>
      <div
        role="tabpanel"
        id="windows-panel"
        aria-labelledby={`windows-${status}`}
      >
        <Rows status={status} />
      </div>
    </>
  );
};
