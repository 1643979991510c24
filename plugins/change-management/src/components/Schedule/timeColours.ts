import { Theme } from '@material-ui/core/styles';

/** Freezes: stripes that text can stand on, as they stay close to the page's own background. */
export function hatched(theme: Theme): string {
  const stripe =
    theme.palette.type === 'dark'
      ? 'rgba(140, 190, 255, 0.20)'
      : 'rgba(13, 60, 120, 0.14)';
  return `repeating-linear-gradient(45deg, ${stripe} 0 3px, transparent 3px 9px)`;
}

/** Maintenance windows. */
export function pale(theme: Theme): string {
  return theme.palette.type === 'dark'
    ? 'rgba(120, 200, 140, 0.16)'
    : 'rgba(46, 125, 50, 0.12)';
}
