import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useId } from 'react';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(4) },
}));

/** A part of the page, with its heading. */
export const Panel = (props: {
  title: string;
  help?: string;
  className?: string;
  children: ReactNode;
}) => {
  const { title, help, className, children } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <section className={className ?? classes.root} aria-labelledby={id}>
      <Typography variant="h6" component="h3" id={id} gutterBottom>
        {title}
      </Typography>
      {help && (
        <Typography variant="body2" color="textSecondary" paragraph>
          {help}
        </Typography>
      )}
      {children}
    </section>
  );
};
