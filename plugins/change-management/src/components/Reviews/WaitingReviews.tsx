import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { useReviews } from '../../hooks';
import { reviewsRouteRef } from '../../routes';
import { useText } from '../../translation';

/** That reviews wait for the viewer's signature; nothing where none does. */
export const WaitingReviews = () => {
  const t = useText();
  const path = useRouteRef(reviewsRouteRef)();
  const { data } = useReviews({ waitsFor: 'me' });
  const count = data?.pages[0].items.length;
  return count ? (
    <Typography gutterBottom>
      <Link to={path}>{t('review.forYou', { count })}</Link>
    </Typography>
  ) : null;
};
