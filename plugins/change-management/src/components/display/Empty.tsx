import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';

/** That there is nothing, why, and what to do about it. */
export const Empty = (props: {
  title: string;
  more?: string;
  children?: ReactNode;
}) => (
  <Box py={4} textAlign="center">
    <Typography variant="subtitle1" component="p">
      {props.title}
    </Typography>
    {props.more && <Typography color="textSecondary">{props.more}</Typography>}
    {props.children && <Box mt={2}>{props.children}</Box>}
  </Box>
);
