import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useId } from 'react';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), marginBottom: theme.spacing(2) },
  list: { listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 },
}));

/** A box of the page with a heading, and below it what is to be done, item by item. */
export const Checklist = (props: {
  title: string;
  /** Between heading and list. */
  about?: ReactNode;
  /** Whether one comes after the other. */
  inOrder?: boolean;
  children: ReactNode;
}) => {
  const { title, about, inOrder = false, children } = props;
  const classes = useStyles();
  const id = useId();
  const List = inOrder ? 'ol' : 'ul';
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography variant="h6" component="h3" id={id}>
        {title}
      </Typography>
      {about}
      <List className={classes.list}>{children}</List>
    </Paper>
  );
};
