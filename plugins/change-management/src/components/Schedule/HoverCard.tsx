import Paper from '@material-ui/core/Paper';
import Popper from '@material-ui/core/Popper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  FocusEvent,
  KeyboardEvent,
  MouseEvent,
  ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useText } from '../../translation';
import { ItemCard } from './ItemCard';
import { ScheduleItem } from './items';

const useStyles = makeStyles(theme => ({
  popper: { zIndex: theme.zIndex.modal },
  card: {
    width: 340,
    maxWidth: 'calc(100vw - 32px)',
    maxHeight: '60vh',
    overflowY: 'auto',
    padding: theme.spacing(1.5, 2),
    margin: 4,
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.text.primary,
  },
}));

// Long enough that crossing the calendar shows nothing, and that the way from a bar to its card is not cut off.
const showAfter = 200;
const hideAfter = 250;

interface Shown {
  item: ScheduleItem;
  anchor: HTMLElement;
  /** It was asked for by key: what it holds can be reached by keyboard. */
  entered: boolean;
}

/**
 * Shows the card of the bar under the pointer, or of the one that has the focus. Space goes into the card, Escape back;
 * Enter opens the page, as with any link.
 */
export const HoverCard = (props: {
  items: ScheduleItem[];
  onMove: (item: ScheduleItem) => void;
  children: ReactNode;
}) => {
  const { items, onMove, children } = props;
  const classes = useStyles();
  const t = useText();
  const [shown, setShown] = useState<Shown>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  // What was dragged away or filtered out has no card.
  const current = shown && items.find(({ id }) => id === shown.item.id);

  const later = (next: Shown | undefined, milliseconds: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(next), milliseconds);
  };
  const barAt = (target: EventTarget): Shown | undefined => {
    const anchor = (target as HTMLElement).closest<HTMLElement>('[data-item]');
    const item = items.find(({ id }) => id === anchor?.dataset.item);
    return anchor && item ? { item, anchor, entered: false } : undefined;
  };

  const onMouseOver = (event: MouseEvent) => {
    const found = barAt(event.target);
    if (found && event.buttons === 0) {
      later(found, showAfter);
    } else if (shown && !shown.entered) {
      later(undefined, hideAfter);
    }
  };
  const onFocus = (event: FocusEvent) => {
    const found = barAt(event.target);
    if (found) {
      later(found, 0);
    }
  };
  const onBlur = () => {
    if (!shown?.entered) {
      later(undefined, hideAfter);
    }
  };
  const leave = () => {
    shown?.anchor.focus();
    setShown(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const found = barAt(event.target);
    if (found && event.key === ' ') {
      event.preventDefault();
      clearTimeout(timer.current);
      setShown({ ...found, entered: true });
    } else if (shown && event.key === 'Escape') {
      leave();
    }
  };
  const entered = shown?.entered;
  useEffect(() => {
    if (entered) {
      card.current?.querySelector<HTMLElement>('a[href], button')?.focus();
    }
  }, [entered]);

  return (
    // The bars are links of their own; only what they have in common is listened to here.
    <div
      role="presentation"
      onMouseOver={onMouseOver}
      onMouseLeave={() => !entered && later(undefined, hideAfter)}
      onMouseDown={event => barAt(event.target) && later(undefined, 0)}
      onFocus={onFocus}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    >
      {children}
      {current && shown.anchor.isConnected && (
        <Popper
          open
          anchorEl={shown.anchor}
          placement="bottom-start"
          disablePortal
          className={classes.popper}
          modifiers={{
            preventOverflow: { boundariesElement: 'viewport' },
          }}
        >
          <Paper
            ref={card}
            elevation={8}
            role="dialog"
            aria-label={
              current.kind === 'change'
                ? current.change.title
                : current.occurrence.title
            }
            className={classes.card}
            onMouseOver={event => {
              event.stopPropagation();
              clearTimeout(timer.current);
            }}
          >
            <ItemCard
              item={current}
              onMove={item => {
                setShown(undefined);
                onMove(item);
              }}
            />
            {!entered && (
              <Typography variant="caption" color="textSecondary">
                {t('schedule.details')}
              </Typography>
            )}
          </Paper>
        </Popper>
      )}
    </div>
  );
};
