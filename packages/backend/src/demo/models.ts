/** A change model of the demo organisation: proposed so many `days` ago, from a change of its title that went well. */
export interface ModelTopic {
  days: number;
  title: string;
  by: string;
}

/** Changes of the same title that are requested later are made from it. */
export const models: ModelTopic[] = [
  {
    days: 170,
    title: 'Monthly patches of the production cluster',
    by: 'amina',
  },
  { days: 2, title: 'Refresh the price list', by: 'ilyas' },
];
