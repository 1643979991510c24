import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';
import { Impact } from '../contract/judgement';
import { ChangeContent } from './types';

/**
 * What approvers saw, in one hash: the form without its links, the affected entities and the blast radius with their
 * owners and criticality, and the version of the policy. SHA-256 over the RFC 8785 form, in hex.
 */
export function digestOf(
  content: ChangeContent,
  impact: Impact,
  policyVersion: string,
): string {
  const { links, ...form } = content;
  const seen = {
    form,
    direct: impact.direct.map(({ entityRef, exists, owners, criticality }) => ({
      entityRef,
      exists,
      owners,
      criticality,
    })),
    indirect: impact.indirect.map(({ entityRef, owners, criticality }) => ({
      entityRef,
      owners,
      criticality,
    })),
    policyVersion,
  };
  return bytesToHex(
    sha256(new TextEncoder().encode(canonicalize(seen) as string)),
  );
}
