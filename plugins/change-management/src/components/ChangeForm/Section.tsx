import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useId } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2, 3, 3),
    marginBottom: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  head: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  number: { color: theme.palette.text.secondary },
  fields: {
    display: 'grid',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
  },
}));

/** One of the steps of the form. */
export const Section = (props: {
  /** Of those that every form has. */
  number?: number;
  title: string;
  children: ReactNode;
}) => {
  const { number, title, children } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography variant="h6" component="h3" id={id} className={classes.head}>
        {number !== undefined && (
          <span className={classes.number}>{number}</span>
        )}
        {title}
      </Typography>
      <div className={classes.fields}>{children}</div>
    </Paper>
  );
};
