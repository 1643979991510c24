import Button from '@material-ui/core/Button';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useId, useState } from 'react';
import { useText } from '../../translation';
import { colourOf, Shade } from './seriesColours';

const useStyles = makeStyles(theme => ({
  root: { margin: 0, minWidth: 0, breakInside: 'avoid' },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    margin: theme.spacing(0.5, 0),
    padding: 0,
    fontSize: '0.8125rem',
  },
  swatch: {
    display: 'inline-block',
    width: 12,
    height: 12,
    marginRight: theme.spacing(0.75),
    verticalAlign: '-1px',
    printColorAdjust: 'exact',
  },
  // On paper nothing can be opened.
  closed: { display: 'none', '@media print': { display: 'block' } },
  button: { '@media print': { display: 'none' } },
}));

/** What a chart is of: its name and its colour. */
export interface Series {
  name: string;
  shade: Shade;
}

/** A chart with its name and its legend, and the same in numbers for whoever cannot see it or wants to know exactly. */
export const ChartFrame = (props: {
  title: string;
  series: Series[];
  table: ReactNode;
  children: ReactNode;
}) => {
  const { title, series, table, children } = props;
  const classes = useStyles();
  const theme = useTheme();
  const t = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  const shown = t(open ? 'figures.hideNumbers' : 'figures.showNumbers');
  return (
    <section className={classes.root} aria-labelledby={id}>
      <Typography variant="subtitle1" component="h4" id={id}>
        {title}
      </Typography>
      <ul
        className={classes.legend}
        aria-label={t('figures.legend', { title })}
      >
        {series.map(({ name, shade }) => (
          <li key={name}>
            <span
              className={classes.swatch}
              style={{ background: colourOf(theme, shade) }}
            />
            {name}
          </li>
        ))}
      </ul>
      {children}
      <Button
        size="small"
        className={classes.button}
        onClick={() => setOpen(!open)}
        aria-expanded={open}
        aria-controls={`${id}-numbers`}
        aria-label={`${shown}: ${title}`}
      >
        {shown}
      </Button>
      <div id={`${id}-numbers`} className={open ? undefined : classes.closed}>
        {table}
      </div>
    </section>
  );
};
