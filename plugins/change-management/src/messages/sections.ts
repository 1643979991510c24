/** Texts of the pages beside the list of changes. */
export const sections = {
  section: {
    title: 'Change management',
    changes: 'Changes',
  },
} as const;
