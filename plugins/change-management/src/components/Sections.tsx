import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useEffect, useRef } from 'react';
import {
  complianceRouteRef,
  delegationsRouteRef,
  deploymentsRouteRef,
  figuresRouteRef,
  incidentsRouteRef,
  noticesRouteRef,
  policyRouteRef,
  modelsRouteRef,
  reviewsRouteRef,
  rootRouteRef,
  scheduleRouteRef,
  windowsRouteRef,
} from '../routes';
import { useIsHere } from '../routing';
import { useText } from '../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1.5, 0, 1),
    fontSize: theme.typography.body2.fontSize,
    // A phone has room for one line of them, to be moved sideways.
    [theme.breakpoints.down('xs')]: {
      flexWrap: 'nowrap',
      overflowX: 'auto',
      whiteSpace: 'nowrap',
    },
  },
  here: {
    color: theme.palette.text.primary,
    fontWeight: 700,
    textDecoration: 'none',
  },
}));

/** The pages beside the list of changes. */
const Sections = () => {
  const classes = useStyles();
  const t = useText();
  const isHere = useIsHere();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (here) {
      // Where they are one line, the page that is shown stands first.
      nav.current!.scrollLeft = here.offsetLeft - nav.current!.offsetLeft;
    }
  }, []);
  const sections = [
    [useRouteRef(rootRouteRef)(), t('section.changes')],
    [useRouteRef(scheduleRouteRef)(), t('schedule.title')],
    [useRouteRef(windowsRouteRef)(), t('window.title')],
    [useRouteRef(deploymentsRouteRef)(), t('deployment.title')],
    [useRouteRef(incidentsRouteRef)(), t('incident.title')],
    [useRouteRef(reviewsRouteRef)(), t('review.title')],
    [useRouteRef(figuresRouteRef)(), t('figures.title')],
    [useRouteRef(complianceRouteRef)(), t('compliance.title')],
    [useRouteRef(policyRouteRef)(), t('policy.section')],
    [useRouteRef(modelsRouteRef)(), t('model.title')],
    [useRouteRef(delegationsRouteRef)(), t('section.delegations')],
    [useRouteRef(noticesRouteRef)(), t('noticePreferences.section')],
  ];
  return (
    <nav ref={nav} className={classes.root} aria-label={t('section.title')}>
      {sections.map(([path, text]) => (
        <Link
          key={path}
          to={path}
          className={isHere(path) ? classes.here : undefined}
          aria-current={isHere(path) ? 'page' : undefined}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
};

/** A page with the way to its neighbours above it; forms and single changes stay without, so that they are reached sooner. */
export function inSections(page: ReactNode) {
  return (
    <>
      <Sections />
      {page}
    </>
  );
}
