import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { LoadFailure } from './LoadFailure';
import { RowSkeletons } from './Skeletons';
import { useTableStyles } from './useTableStyles';

/** What is read page by page, as the hooks give it. */
export interface PagedList<T> {
  data: { pages: { items: T[] }[] } | undefined;
  error: Error | null;
  refetch: () => unknown;
  hasNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** A dense table that is read page by page, with what stands for it while it is read, where it cannot be, and where it is empty. */
export function PagedTable<T>(props: {
  list: PagedList<T>;
  /** In the order of the screen, where that is not the one in which they are read. */
  arrange?: (items: T[]) => T[];
  /** Its name, or the id of what names it. */
  label?: string;
  labelledBy?: string;
  heads: string[];
  skeletons?: number;
  empty?: ReactNode;
  /** One row, with a key. */
  row: (item: T) => ReactNode;
}) {
  const { list, arrange, label, labelledBy, heads, empty, row } = props;
  const { data, error, refetch, hasNextPage, fetchNextPage } = list;
  const t = useText();
  const classes = useTableStyles();
  if (!data) {
    return error ? (
      <LoadFailure error={error} onRetry={refetch} />
    ) : (
      <RowSkeletons rows={props.skeletons ?? 4} />
    );
  }
  const items = data.pages.flatMap(page => page.items);
  return (
    <>
      {items.length === 0 && empty}
      {items.length > 0 && (
        <div className={classes.scroll}>
          <Table
            size="small"
            className={classes.table}
            aria-label={label}
            aria-labelledby={labelledBy}
          >
            <TableHead>
              <TableRow>
                {heads.map(head => (
                  <TableCell key={head}>{head}</TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>{(arrange?.(items) ?? items).map(row)}</TableBody>
          </Table>
        </div>
      )}
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>{t('general.showMore')}</Button>
      )}
    </>
  );
}
