import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { CalendarFiltersInput } from 'backstage-plugin-change-management-common';
import { useId } from 'react';
import { useText } from '../../translation';
import { FeedForm } from './FeedForm';
import { MyFeeds } from './MyFeeds';

const filterTexts = {
  mine: 'list.mine',
  state: 'list.state',
  type: 'list.type',
  riskLevel: 'list.risk',
  entityRef: 'list.entity',
} as const;

/** Which filters a feed would have, in the words of the page. */
const Shown = ({ filters }: { filters: CalendarFiltersInput }) => {
  const t = useText();
  const names = Object.entries(filterTexts).flatMap(([name, text]) =>
    filters[name as keyof typeof filterTexts] ? [t(text)] : [],
  );
  return (
    <>
      {names.length
        ? t('calendar.filtered', { filters: names.join(', ') })
        : t('calendar.everything')}
    </>
  );
};

/** Makes feeds for the viewer's calendar program, and shows those that they have. */
export const CalendarFeedDialog = (props: {
  filters: CalendarFiltersInput;
  onClose: () => void;
}) => {
  const { filters, onClose } = props;
  const t = useText();
  const id = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-labelledby={`${id}-title`}
    >
      <DialogTitle id={`${id}-title`}>{t('calendar.title')}</DialogTitle>
      <DialogContent>
        <Typography paragraph>
          {t('calendar.help')} <Shown filters={filters} />
        </Typography>
        <FeedForm filters={filters} />
        <MyFeeds />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('calendar.close')}</Button>
      </DialogActions>
    </Dialog>
  );
};
