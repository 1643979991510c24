import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import GroupIcon from '@material-ui/icons/Group';
import WarningIcon from '@material-ui/icons/Warning';
import {
  RoleRegisterEntry,
  RoleRegisterView,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { EntityName, LoadFailure, PageSkeleton } from '../display';
import { Word } from '../display/Word';
import { useRoles } from './usePolicies';

const LISTED = 20;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  role: {
    display: 'grid',
    gridTemplateColumns: '180px minmax(0, 1fr)',
    gap: theme.spacing(0.5, 3),
    padding: theme.spacing(1.5, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  people: {
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.body2.fontSize,
    '& > li': { padding: theme.spacing(0.25, 0) },
  },
  words: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1) },
  quiet: { color: theme.palette.text.secondary },
}));

/** Through which groups, outermost first; the person at the end is left out. */
const Way = ({ way }: { way: string[] }) => {
  const t = useText();
  const groups = way.slice(0, -1);
  return groups.length ? (
    <>
      {t('roleRegister.through')}{' '}
      {groups.map((ref, index) => (
        <span key={ref}>
          {index > 0 && ' › '}
          <EntityName entityRef={ref} />
        </span>
      ))}
    </>
  ) : (
    <>{t('roleRegister.directly')}</>
  );
};

const Role = (props: {
  entry: RoleRegisterEntry;
  several: RoleRegisterView['several'];
}) => {
  const { entry, several } = props;
  const { role, holders, holderCount, vacant, entries } = entry;
  const classes = useStyles();
  const t = useText();
  const rest = holderCount - LISTED;
  const holdsSeveral = (userRef: string) =>
    several.some(person => person.userRef === userRef);
  const hollow = entries.filter(one => one.holders === 0);
  return (
    <li className={classes.role}>
      <div>
        <Typography variant="subtitle1" component="h4">
          {t(`role.${role}`)}
        </Typography>
        {vacant ? (
          <Word
            text={t('roleRegister.vacant')}
            icon={ErrorOutlineIcon}
            tone="bad"
          />
        ) : (
          <Typography variant="body2" className={classes.quiet}>
            {holderCount === 1
              ? t('roleRegister.holder')
              : t('roleRegister.holders', { number: String(holderCount) })}
          </Typography>
        )}
      </div>
      <div>
        <ul className={classes.people} aria-label={t(`role.${role}`)}>
          {holders.slice(0, LISTED).map(({ userRef, via }) => (
            <li key={userRef}>
              <EntityName entityRef={userRef} />{' '}
              <span className={classes.quiet}>
                {via.map((way, index) => (
                  <span key={way.join()}>
                    {index > 0 && ', '}
                    <Way way={way} />
                  </span>
                ))}
              </span>{' '}
              {holdsSeveral(userRef) && (
                <Word
                  text={t('roleRegister.several')}
                  icon={GroupIcon}
                  tone="info"
                />
              )}
            </li>
          ))}
          {rest > 0 && (
            <li>{t('roleRegister.more', { number: String(rest) })}</li>
          )}
          {hollow.map(({ ref, exists }) => (
            <li key={ref}>
              {ref}:{' '}
              <Word
                text={t(
                  exists ? 'roleRegister.emptyEntry' : 'roleRegister.missing',
                )}
                icon={WarningIcon}
                tone="warn"
              />
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
};

const Several = ({ several }: Pick<RoleRegisterView, 'several'>) => {
  const classes = useStyles();
  const t = useText();
  return (
    <section>
      <Box mt={3}>
        <Typography variant="h6" component="h3">
          {t('roleRegister.severalTitle')}
        </Typography>
      </Box>
      {several.length === 0 ? (
        <Typography>{t('roleRegister.none')}</Typography>
      ) : (
        <>
          <Typography className={classes.quiet} variant="body2" paragraph>
            {t('roleRegister.severalHelp')}
          </Typography>
          <ul
            className={classes.list}
            aria-label={t('roleRegister.severalTitle')}
          >
            {several.map(({ userRef, roles, conflicting }) => (
              <li key={userRef} className={classes.role}>
                <EntityName entityRef={userRef} />
                <div className={classes.words}>
                  {roles.map(role => t(`role.${role}`)).join(', ')}
                  {conflicting && (
                    <Word
                      text={t('roleRegister.conflicting')}
                      icon={WarningIcon}
                      tone="warn"
                    />
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** Who holds which role through which group, what nobody holds, and who holds several (policy §8). */
export const RoleRegister = () => {
  const classes = useStyles();
  const t = useText();
  const { data, error, refetch } = useRoles();
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <PageSkeleton />;
  }
  return (
    <>
      <Typography variant="h6" component="h3">
        {t('roleRegister.title')}
      </Typography>
      <Typography className={classes.quiet} variant="body2">
        {t('roleRegister.help')}
      </Typography>
      <ul className={classes.list}>
        {data.items.map(entry => (
          <Role key={entry.role} entry={entry} several={data.several} />
        ))}
      </ul>
      <Several several={data.several} />
    </>
  );
};
