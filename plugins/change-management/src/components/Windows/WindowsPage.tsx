import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Tab from '@material-ui/core/Tab';
import TableCell from '@material-ui/core/TableCell';
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
import { Empty, PagedTable, TimeRange } from '../display';
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
  const [name, none] = tabs[status];
  return (
    <PagedTable
      list={useWindows({ status })}
      label={t(name)}
      heads={[
        t('window.name'),
        t('window.kind'),
        t('window.next'),
        t('window.scope'),
      ]}
      empty={<Empty title={t('window.none')} more={t(none)} />}
      row={window => <Row key={window.id} window={window} />}
    />
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
