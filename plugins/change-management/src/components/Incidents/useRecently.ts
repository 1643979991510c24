import { useState } from 'react';

const days = 90;

/** When the last 90 days began, as the page was opened: another time with every look would be another question. */
export function useRecently(): string {
  const [since] = useState(() =>
    new Date(Date.now() - days * 86_400_000).toISOString(),
  );
  return since;
}
