/** One rule of a policy in words, by its path in the document, under the clause from which it follows. */
export interface RuleInWords {
  path: string;
  clause: string;
  words: string;
}
