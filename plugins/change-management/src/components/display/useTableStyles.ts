import { makeStyles } from '@material-ui/core/styles';

/**
 * A dense table. Under 600 px a row becomes a small card without the heads of the columns, headed by its `th`; a cell that
 * does not explain itself says in `data-head` what it holds.
 */
export const useTableStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  table: {
    '& td, & th': { padding: theme.spacing(0.75, 1.25) },
    [theme.breakpoints.down('xs')]: {
      '& thead': { display: 'none' },
      '& tr': {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: theme.spacing(0.5, 1),
        padding: theme.spacing(1, 0),
        borderBottom: `1px solid ${theme.palette.divider}`,
      },
      '& td, & th': { border: 0, padding: 0 },
      '& tbody th': { flexBasis: '100%' },
      '& td[data-head]::before': {
        content: 'attr(data-head) " "',
        color: theme.palette.text.secondary,
      },
    },
  },
}));
