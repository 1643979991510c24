import { AccessGrant } from './ledger';

/** What a decision on access needs to know. */
export interface AccessFacts {
  /** By entity that access is asked for: the systems and domains that it is part of. */
  partOf: Record<string, string[]>;
  /** Every grant of the very access that it is about, whatever has become of it; missing where nobody has looked. */
  ledger?: AccessGrant[];
}
