import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';
import { Impact } from '../../contract/judgement';
import { EntityGraph } from './types';

/** What a model's standing rests on, of a blast radius. */
export function graphOf({ direct, indirect }: Impact): EntityGraph {
  const present = [...direct.filter(({ exists }) => exists), ...indirect];
  return Object.fromEntries(
    present.map(({ entityRef, owners, criticality }) => [
      entityRef,
      { owners: [...owners].sort(), ...(criticality && { criticality }) },
    ]),
  );
}

/** SHA-256 over the RFC 8785 form, in hex. */
export function digestOfGraph(graph: EntityGraph): string {
  return bytesToHex(
    sha256(new TextEncoder().encode(canonicalize(graph) as string)),
  );
}

/** How two graphs differ, one sentence for each entity. */
export function compareGraphs(
  before: EntityGraph,
  after: EntityGraph,
): string[] {
  const refs = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return refs.sort().flatMap(ref => {
    const [was, is] = [before[ref], after[ref]];
    if (!was) {
      return [`${ref} is touched now`];
    }
    if (!is) {
      return [`${ref} is no longer touched`];
    }
    return [
      ...(was.owners.join() === is.owners.join()
        ? []
        : [`${ref} is now owned by ${is.owners.join(', ') || 'nobody'}`]),
      ...(was.criticality === is.criticality
        ? []
        : [`the criticality of ${ref} is now ${is.criticality ?? 'unknown'}`]),
    ];
  });
}
