import {
  makeStyles,
  Theme,
  ThemeProvider,
  useTheme,
} from '@material-ui/core/styles';
import { ReactNode, useMemo } from 'react';
import { ServerState } from '../hooks';

const wholeWords = {
  wordBreak: 'normal',
  overflowWrap: 'break-word',
  overflow: 'visible',
  lineHeight: 1.3,
} as const;

/**
 * The portal's grey of secondary text and its red of errors have too little contrast on the page's background; its tables
 * break words between any letters and cut off what hangs below the line; its tabs turn white under the pointer even
 * where text is light.
 */
function withReadableText(theme: Theme): Theme {
  const { palette } = theme;
  const isDark = palette.type === 'dark';
  return {
    ...theme,
    palette: {
      ...palette,
      error: { ...palette.error, main: isDark ? '#ffb4ab' : '#b3261e' },
      text: {
        ...palette.text,
        secondary: isDark ? '#c8c8c8' : '#595959',
      },
    },
    overrides: {
      ...theme.overrides,
      MuiTableCell: {
        ...theme.overrides?.MuiTableCell,
        root: { ...theme.overrides?.MuiTableCell?.root, ...wholeWords },
        head: { ...theme.overrides?.MuiTableCell?.head, ...wholeWords },
      },
      MuiTab: {
        ...theme.overrides?.MuiTab,
        root: {
          ...theme.overrides?.MuiTab?.root,
          '&:hover': {
            background: palette.action.hover,
            color: palette.text.primary,
          },
        },
      },
    },
  };
}

const useStyles = makeStyles(theme => ({
  root: {
    color: theme.palette.text.primary,
    fontFamily: theme.typography.fontFamily,
    fontSize: theme.typography.body1.fontSize,
    lineHeight: theme.typography.body1.lineHeight,
  },
}));

/** What every extension of the plugin stands in: what the backend said, and how text looks. */
export const PluginRoot = (props: {
  component?: 'main' | 'div';
  className?: string;
  children: ReactNode;
}) => {
  const { component: Root = 'div', className = '', children } = props;
  const classes = useStyles();
  const theme = useTheme();
  const readable = useMemo(() => withReadableText(theme), [theme]);
  return (
    <ServerState>
      <ThemeProvider theme={readable}>
        <Root className={`${classes.root} ${className}`.trim()}>
          {children}
        </Root>
      </ThemeProvider>
    </ServerState>
  );
};
