import { Theme } from '@material-ui/core/styles';

/** What the parts of a chart stand for. */
export type Shade = 'good' | 'fair' | 'bad' | 'back' | 'plain' | 'strong';

// Of at least 3:1 against the paper, and of unlike lightness beside each other, so that they differ in print, too.
const light: Record<Shade, string> = {
  good: '#2e7d32',
  fair: '#b7791f',
  bad: '#c62828',
  back: '#4a148c',
  plain: '#1f6fb2',
  strong: '#0d3c61',
};

const dark: Record<Shade, string> = {
  good: '#81c784',
  fair: '#ffcc80',
  bad: '#ef7070',
  back: '#ce93d8',
  plain: '#64b5f6',
  strong: '#cfe8fc',
};

/** The colour of a part in this theme. */
export function colourOf(theme: Theme, shade: Shade): string {
  return (theme.palette.type === 'dark' ? dark : light)[shade];
}
