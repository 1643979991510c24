import { Theme } from '@material-ui/core/styles';

/** What a word tells at a glance; the word itself says the rest. */
export type Tone = 'neutral' | 'info' | 'active' | 'good' | 'warn' | 'bad';

interface Colours {
  text: string;
  background: string;
}

// Text on its background has a contrast of at least 7:1 in both themes.
const light: Record<Tone, Colours> = {
  neutral: { text: '#37474f', background: '#eceff1' },
  info: { text: '#0d3c78', background: '#e3f0fc' },
  active: { text: '#4a148c', background: '#f1e6f7' },
  good: { text: '#1b4d20', background: '#e5f4e6' },
  warn: { text: '#663300', background: '#fdf0dc' },
  bad: { text: '#8c1212', background: '#fde7e9' },
};

const dark: Record<Tone, Colours> = {
  neutral: { text: '#e3e8eb', background: '#3c474d' },
  info: { text: '#d3e7fb', background: '#153a5e' },
  active: { text: '#edd9f3', background: '#4a2a57' },
  good: { text: '#d4edd5', background: '#1e4422' },
  warn: { text: '#ffe7c2', background: '#573a0a' },
  bad: { text: '#ffd9dc', background: '#6b1d1f' },
};

/** Colours of a tone in this theme. */
export function coloursOf(theme: Theme, tone: Tone): Colours {
  return (theme.palette.type === 'dark' ? dark : light)[tone];
}
