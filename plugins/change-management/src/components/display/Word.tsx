import { makeStyles, Theme } from '@material-ui/core/styles';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import { ComponentType } from 'react';
import { coloursOf, Tone } from './tones';

const useStyles = makeStyles<Theme, { tone: Tone }>(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    padding: '1px 8px 1px 6px',
    borderRadius: 10,
    fontSize: '0.8125rem',
    lineHeight: '1.125rem',
    fontWeight: 500,
    whiteSpace: 'nowrap',
    color: ({ tone }) => coloursOf(theme, tone).text,
    backgroundColor: ({ tone }) => coloursOf(theme, tone).background,
  },
  icon: { fontSize: '1rem' },
}));

/** A word with an icon and a colour: never the colour alone. */
export const Word = (props: {
  text: string;
  icon: ComponentType<SvgIconProps>;
  tone: Tone;
}) => {
  const { text, icon: Icon, tone } = props;
  const classes = useStyles({ tone });
  return (
    <span className={classes.root}>
      <Icon className={classes.icon} aria-hidden />
      {text}
    </span>
  );
};
