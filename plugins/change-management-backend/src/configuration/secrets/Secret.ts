/** Where something in a text looks like a secret; from and to in UTF-16 code units. */
export interface Secret {
  start: number;
  end: number;
  /** `a private key`; never anything of the secret itself. */
  what: string;
  /** What stands in its place has to be quoted. */
  quote?: boolean;
}
