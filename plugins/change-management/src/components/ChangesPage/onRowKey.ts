import { KeyboardEvent } from 'react';

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  Home: () => 0,
  End: (_at, last) => last,
};

/** Up and down go from row to row, to the link that names each; Enter opens it, as with any link. */
export function onRowKey(event: KeyboardEvent<HTMLElement>) {
  const target = event.target as HTMLElement;
  const links = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('th[scope=row] a'),
  ];
  const row = target.closest('tr');
  const at = links.findIndex(link => row?.contains(link));
  const next = steps[event.key]?.(at, links.length - 1);
  if (next !== undefined && links[next]) {
    event.preventDefault();
    links[next].focus();
  }
}
