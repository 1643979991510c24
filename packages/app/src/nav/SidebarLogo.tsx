import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  link: {
    display: 'flex',
    alignItems: 'center',
    height: sidebarConfig.logoHeight * 2,
    // In line with the icons below it.
    paddingLeft: theme.spacing(2.5),
    whiteSpace: 'nowrap',
    fontSize: 20,
    fontWeight: 700,
    color: theme.palette.navigation.selectedColor,
  },
}));

/** The organisation's name, or its initials while the sidebar is closed. */
export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  const name =
    useApi(configApiRef).getOptionalString('organization.name') ?? 'Portal';
  const initials = name.replace(/[^A-Z]/g, '') || name.slice(0, 2);

  return (
    <Link
      to="/"
      underline="none"
      className={classes.link}
      aria-label={`${name}, start page`}
    >
      {isOpen ? name : initials}
    </Link>
  );
};
