import { Link } from '@backstage/core-components';
import { formatNumber } from './formats';

/** What is told of some things, and the way to these where there are any. */
export const Told = (props: {
  text: string;
  /** Of the things. */
  number: number;
  to?: string;
}) => {
  const { text, number, to } = props;
  return to && number > 0 ? (
    <Link to={to} underline="always">
      {text}
    </Link>
  ) : (
    <>{text}</>
  );
};

/** A number, and the way to what it counts where there is any. */
export const Counted = (props: { number: number; to?: string }) => (
  <Told {...props} text={formatNumber(props.number)} />
);
