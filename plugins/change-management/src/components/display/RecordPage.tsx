import { ReactNode } from 'react';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { LoadFailure } from './LoadFailure';
import { PageSkeleton } from './Skeletons';

/** The page of one record, with its entry among the breadcrumbs, and what stands for it while it is read or where it cannot be. */
export function RecordPage<T>(props: {
  record: { data: T | undefined; error: Error | null; refetch: () => unknown };
  /** Its name in the breadcrumbs, as far as it is known. */
  label: string;
  href: string;
  children: (data: T) => ReactNode;
}) {
  const { label, href, children } = props;
  const { data, error, refetch } = props.record;
  return (
    <BreadcrumbEntry entry={{ label, href }}>
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !data && <PageSkeleton />}
      {data && children(data)}
    </BreadcrumbEntry>
  );
}
