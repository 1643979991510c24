import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { PersonaCard } from './PersonaCard';
import { usePeople } from './usePeople';

const useStyles = makeStyles(theme => ({
  page: {
    minHeight: '100vh',
    boxSizing: 'border-box',
    padding: theme.spacing(6, 2),
    backgroundColor: theme.palette.background.default,
  },
  column: {
    maxWidth: 1080,
    margin: '0 auto',
  },
  people: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(250px, 100%), 1fr))',
    gap: theme.spacing(2),
    listStyle: 'none',
    margin: theme.spacing(4, 0, 0),
    padding: 0,
  },
  problem: {
    marginTop: theme.spacing(2),
  },
}));

/** The cards of the demo people, and what went wrong with the last choice. */
export const PersonaPicker = (props: {
  onChoose: (entityRef: string) => void;
  problem?: string;
}) => {
  const classes = useStyles();
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';
  const { people, refusal } = usePeople();
  const problem = refusal ?? props.problem;

  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Typography variant="h3" component="h1">
          {title}
        </Typography>
        <Typography variant="subtitle1" component="p" color="textSecondary">
          A demo with invented people. Choose who you are; sign out to become
          somebody else.
        </Typography>
        {problem && (
          <Typography className={classes.problem} color="error" role="alert">
            {problem}
          </Typography>
        )}
        {!people && !refusal && (
          <Typography className={classes.problem} role="status">
            Waiting for the backend and its catalog …
          </Typography>
        )}
        {people && (
          <ul className={classes.people} aria-label="People">
            {people.map(person => (
              <li key={person.entityRef}>
                <PersonaCard person={person} onChoose={props.onChoose} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </main>
  );
};
