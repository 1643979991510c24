import { Page } from 'backstage-plugin-change-management-common';

/** Every item of a list that is paged, page after page; no more than one page is held. */
export async function* allPages<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const { items, pageInfo } = await list(cursor);
    yield* items;
    cursor = pageInfo.nextCursor;
  } while (cursor !== undefined);
}

/** The same, together; for lists that belong to one change. */
export async function listAll<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  for await (const item of allPages(list)) {
    items.push(item);
  }
  return items;
}
