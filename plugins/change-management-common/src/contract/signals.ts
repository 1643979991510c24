/** The channel of Backstage signals on which it is said that something happened to a change. */
export const CHANGES_CHANNEL = 'change-management:changes';

/**
 * What is said on {@link CHANGES_CHANNEL}: which change, and nothing of what is in it. Whoever may read it asks for it.
 */
export type ChangeSignal = {
  id: string;
  revision: number;
};
