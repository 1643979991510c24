import Box from '@material-ui/core/Box';
import Skeleton from '@material-ui/lab/Skeleton';
import { ReactNode } from 'react';
import { useText } from '../../translation';

/** Says once, to those who cannot see the shapes, that something is on its way. */
export const Waiting = (props: { children: ReactNode }) => {
  const t = useText();
  return (
    <div role="status" aria-label={t('general.loading')}>
      {props.children}
    </div>
  );
};

/** The shape of a list. */
export const RowSkeletons = (props: { rows: number }) => (
  <Waiting>
    {Array.from({ length: props.rows }, (_, row) => (
      <Box key={row} py={1}>
        <Skeleton variant="rect" height={28} />
      </Box>
    ))}
  </Waiting>
);

/** The shape of a page with facts at the side, and on a phone below. */
export const PageSkeleton = () => (
  <Waiting>
    <Skeleton variant="text" width="55%" height={44} />
    <Skeleton variant="text" width="70%" />
    <Box display="flex" flexWrap="wrap" my={2} style={{ gap: 24 }}>
      <Box flex="2 1 320px">
        <Skeleton variant="rect" height={120} />
        <Box mt={2}>
          <Skeleton variant="rect" height={240} />
        </Box>
      </Box>
      <Box flex="1 1 240px">
        <Skeleton variant="rect" height={300} />
      </Box>
    </Box>
  </Waiting>
);
