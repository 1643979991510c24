import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { CalendarToken } from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useCalendarTokens, useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { LoadFailure, RowSkeletons, Time, toFailure } from '../display';

// Backstage's theme keeps the texts of lists in one line.
const useStyles = makeStyles({
  text: { overflowWrap: 'anywhere', whiteSpace: 'normal' },
});

const Feed = (props: {
  feed: CalendarToken;
  onRefused: (message: string) => void;
}) => {
  const { feed, onRefused } = props;
  const { id, name, createdAt, lastUsedAt } = feed;
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();

  const revoke = async () => {
    try {
      await api.revokeCalendarToken(id);
    } catch (error) {
      onRefused(toFailure(error).message);
    }
    await refresh();
  };

  return (
    <ListItem disableGutters divider>
      <ListItemText
        classes={{ primary: classes.text, secondary: classes.text }}
        primary={name}
        secondary={
          <>
            {t('calendar.made')} <Time at={createdAt} short />
            {', '}
            {lastUsedAt ? (
              <>
                {t('calendar.lastUsed')} <Time at={lastUsedAt} short />
              </>
            ) : (
              t('calendar.neverUsed')
            )}
          </>
        }
      />
      <Button
        size="small"
        aria-label={t('calendar.revokeNamed', { name })}
        onClick={revoke}
      >
        {t('calendar.revoke')}
      </Button>
    </ListItem>
  );
};

/** The viewer's feeds, and when a calendar program asked for each of them last. */
export const MyFeeds = () => {
  const t = useText();
  const id = useId();
  const [refusal, setRefusal] = useState<string>();
  const { data, error, refetch } = useCalendarTokens();
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  return (
    <>
      <Typography variant="subtitle1" component="h3" id={`${id}-mine`}>
        {t('calendar.mine')}
      </Typography>
      {refusal && (
        <Alert severity="error">
          {t('calendar.notRevoked')}: {refusal}
        </Alert>
      )}
      {!data && <RowSkeletons rows={2} />}
      {data?.items.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('calendar.none')}
        </Typography>
      )}
      {data && data.items.length > 0 && (
        <List dense aria-labelledby={`${id}-mine`}>
          {data.items.map(feed => (
            <Feed key={feed.id} feed={feed} onRefused={setRefusal} />
          ))}
        </List>
      )}
    </>
  );
};
