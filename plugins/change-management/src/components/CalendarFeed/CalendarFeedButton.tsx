import Button from '@material-ui/core/Button';
import EventIcon from '@material-ui/icons/Event';
import { CalendarFiltersInput } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useText } from '../../translation';
import { CalendarFeedDialog } from './CalendarFeedDialog';

/** Opens the dialog about calendar feeds; a feed that is made there takes over the filters of the page. */
export const CalendarFeedButton = (props: {
  filters?: CalendarFiltersInput;
}) => {
  const { filters = {} } = props;
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button startIcon={<EventIcon />} onClick={() => setOpen(true)}>
        {t('calendar.title')}
      </Button>
      {open && (
        <CalendarFeedDialog filters={filters} onClose={() => setOpen(false)} />
      )}
    </>
  );
};
