import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import { useChanges, useNumberOfChanges } from '../../hooks';
import { useText } from '../../translation';
import { Empty, LoadFailure, NewChangeButton, RowSkeletons } from '../display';
import { CalendarFeedButton } from '../CalendarFeed';
import { WaitingReviews } from '../Reviews';
import { BulkApprovalBar } from './BulkApprovalBar';
import { ChangesTable } from './ChangesTable';
import { FilterBar } from './FilterBar';
import { useBulkApproval } from './useBulkApproval';
import { ChangeFilters, useChangeFilters, View } from './useChangeFilters';

const viewTexts = {
  'for-me': 'list.forMe',
  mine: 'list.mine',
  all: 'list.all',
} as const satisfies Record<View, string>;

const Pages = (props: {
  filters: ChangeFilters;
  previous?: string;
  next?: string;
}) => {
  const { filters, previous, next } = props;
  const t = useText();
  if (!previous && !next) {
    return null;
  }
  return (
    <Box component="nav" aria-label={t('list.pages')} mt={2}>
      <Button
        disabled={!previous}
        onClick={() => previous && filters.setCursor(previous)}
      >
        {t('list.previous')}
      </Button>
      <Button disabled={!next} onClick={() => next && filters.setCursor(next)}>
        {t('list.next')}
      </Button>
    </Box>
  );
};

/** Asked for once the rows are there; its line is kept free, so that nothing moves when it comes. */
const NumberOfChanges = ({ filters }: { filters: ChangeFilters }) => {
  const t = useText();
  const { data: count } = useNumberOfChanges(filters.query);
  return (
    <Typography variant="body2" color="textSecondary" role="status">
      {count === undefined ? '\u00a0' : t('list.number', { count })}
    </Typography>
  );
};

const Nothing = ({ filters }: { filters: ChangeFilters }) => {
  const t = useText();
  if (filters.isFiltered) {
    return (
      <Empty title={t('list.nothingFound')} more={t('list.nothingFoundMore')} />
    );
  }
  switch (filters.view) {
    case 'for-me':
      return (
        <Empty
          title={t('list.nothingForMe')}
          more={t('list.nothingForMeMore')}
        />
      );
    case 'mine':
      return (
        <Empty title={t('list.nothingMine')} more={t('list.nothingMineMore')} />
      );
    default:
      return (
        <Empty
          title={t('list.nothingAtAll')}
          more={t('list.nothingAtAllMore')}
        />
      );
  }
};

const Rows = ({ filters }: { filters: ChangeFilters }) => {
  const t = useText();
  const { data, error, refetch } = useChanges(filters.query, filters.ready);
  const bulk = useBulkApproval(data?.items ?? []);
  const isForMe = filters.view === 'for-me';
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={8} />;
  }
  return (
    <>
      {isForMe && <BulkApprovalBar bulk={bulk} />}
      {filters.view === 'all' && data.items.length > 0 && (
        <NumberOfChanges filters={filters} />
      )}
      {data.items.length === 0 ? (
        <Nothing filters={filters} />
      ) : (
        <ChangesTable
          changes={data.items}
          label={t(viewTexts[filters.view])}
          bulk={isForMe ? bulk : undefined}
        />
      )}
      <Pages
        filters={filters}
        previous={data.pageInfo.prevCursor}
        next={data.pageInfo.nextCursor}
      />
    </>
  );
};

/** Every change, and those that wait for the viewer. Its title stands in the header above it. */
export const ChangesPage = () => {
  const t = useText();
  const filters = useChangeFilters();
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        justifyContent="space-between"
        mt={1}
        style={{ gap: 8 }}
      >
        <Tabs
          value={filters.view}
          onChange={(_event, view) => filters.setFilters({ view })}
          aria-label={t('list.views')}
          indicatorColor="primary"
        >
          {Object.entries(viewTexts).map(([view, text]) => (
            <Tab
              key={view}
              value={view}
              id={`view-${view}`}
              aria-controls="view-panel"
              label={t(text)}
            />
          ))}
        </Tabs>
        <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
          <CalendarFeedButton filters={filters.calendarFilters} />
          <NewChangeButton />
        </Box>
      </Box>
      <div
        role="tabpanel"
        id="view-panel"
        aria-labelledby={`view-${filters.view}`}
      >
        <Box my={2}>
          <FilterBar filters={filters} />
        </Box>
        {filters.view === 'for-me' && <WaitingReviews />}
        <Rows filters={filters} />
      </div>
    </>
  );
};
