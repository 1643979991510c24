import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';

/** A ref as people say it: `orders-db`, or `team-a/orders-db` outside of the default namespace. */
export function nameOf(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}

/** `orders-db → orders → web-shop` */
export function wayInWords(via: string[]): string {
  return via.map(nameOf).join(' → ');
}
