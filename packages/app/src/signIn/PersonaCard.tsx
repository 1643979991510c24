import Avatar from '@material-ui/core/Avatar';
import Card from '@material-ui/core/Card';
import CardActionArea from '@material-ui/core/CardActionArea';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Persona } from './usePeople';

const useStyles = makeStyles(theme => ({
  card: {
    height: '100%',
  },
  button: {
    height: '100%',
    display: 'flex',
    justifyContent: 'flex-start',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  initials: {
    backgroundColor: theme.palette.primary.main,
    color: theme.palette.getContrastText(theme.palette.primary.main),
  },
  text: {
    minWidth: 0,
  },
}));

/** One person as a button: initials, name and what the person does. */
export const PersonaCard = (props: {
  person: Persona;
  onChoose: (entityRef: string) => void;
}) => {
  const { entityRef, displayName, role } = props.person;
  const classes = useStyles();

  return (
    <Card variant="outlined" className={classes.card}>
      <CardActionArea
        className={classes.button}
        onClick={() => props.onChoose(entityRef)}
      >
        <Avatar component="span" aria-hidden className={classes.initials}>
          {initials(displayName)}
        </Avatar>
        <span className={classes.text}>
          <Typography component="span" display="block" variant="subtitle1">
            {displayName}
          </Typography>
          <Typography
            component="span"
            display="block"
            variant="body2"
            color="textSecondary"
          >
            {role}
          </Typography>
        </span>
      </CardActionArea>
    </Card>
  );
};

function initials(displayName: string): string {
  const words = displayName.split(' ');
  return [words[0], ...words.slice(1).slice(-1)]
    .map(word => word.charAt(0).toLocaleUpperCase())
    .join('');
}
