import { CopyTextButton } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useId } from 'react';
import { useText } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(3) },
  address: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    margin: theme.spacing(2, 0, 1),
  },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

const programs = [
  'calendar.google',
  'calendar.outlook',
  'calendar.apple',
  'calendar.thunderbird',
] as const;

/** The address of a feed that was just made, and what to do with it. */
export const FeedAddress = ({ url }: { url: string }) => {
  const classes = useStyles();
  const t = useText();
  const id = useId();
  return (
    <div className={classes.root}>
      <Alert severity="info">{t('calendar.copyNow')}</Alert>
      <div className={classes.address}>
        <TextField
          id={`${id}-address`}
          label={t('calendar.address')}
          value={url}
          onFocus={event => event.target.select()}
          inputProps={{ readOnly: true }}
          variant="outlined"
          size="small"
          fullWidth
        />
        <CopyTextButton
          text={url}
          tooltipText={t('calendar.copied')}
          aria-label={t('calendar.copy')}
        />
      </div>
      <Typography variant="body2" component="ul" className={classes.list}>
        {programs.map(program => (
          <li key={program}>{t(program)}</li>
        ))}
      </Typography>
    </div>
  );
};
