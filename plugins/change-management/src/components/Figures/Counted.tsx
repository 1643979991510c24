import { Link } from '@backstage/core-components';
import { formatNumber } from './formats';

/** A number, and the way to what it counts where there is any. */
export const Counted = (props: { number: number; to?: string }) => {
  const { number, to } = props;
  return to && number > 0 ? (
    <Link to={to} underline="always">
      {formatNumber(number)}
    </Link>
  ) : (
    <>{formatNumber(number)}</>
  );
};
