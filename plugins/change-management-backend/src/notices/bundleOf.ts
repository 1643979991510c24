import { parseEntityRef } from '@backstage/catalog-model';
import { Notice } from './NoticeService';
import { ClaimedNotice } from './NoticeStore';

const entitiesAtMost = 10;
const titlesAtMost = 5;

type Kept = Pick<
  ClaimedNotice,
  'title' | 'description' | 'link' | 'severity' | 'about' | 'changeId'
>;

function shortened(lines: string[], most: number): string {
  const more = lines.length - most;
  return [
    ...lines.slice(0, most),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('; ');
}

/** What happened, by the first entity of each change, in the order in which it did. */
function byEntity(kept: Kept[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { about, title } of kept) {
    const name = about[0] ? parseEntityRef(about[0]).name : 'Other';
    groups.set(name, [...(groups.get(name) ?? []), title]);
  }
  return groups;
}

/** One notice in the place of several, for one person; of one alone, what that one says. */
export function bundleOf(userRef: string, kept: Kept[]): Notice {
  const [only] = kept;
  const envelope: Omit<Notice, 'title' | 'description' | 'link'> = {
    kind: 'digest',
    purpose: 'information',
    recipients: [userRef],
    excluded: [],
    severity: 'normal',
  };
  if (kept.length === 1) {
    const { title, description, link } = only;
    return { ...envelope, title, description, link };
  }
  const groups = [...byEntity(kept)];
  const lines = groups.map(
    ([name, titles]) => `${name}: ${shortened(titles, titlesAtMost)}.`,
  );
  const rest = lines.length - entitiesAtMost;
  const changes = new Set(kept.map(({ changeId }) => changeId));
  return {
    ...envelope,
    title: `${kept.length} notices of changes`,
    description: [
      ...lines.slice(0, entitiesAtMost),
      ...(rest > 0 ? [`And ${rest} more entities.`] : []),
    ].join('\n'),
    link:
      changes.size === 1 && only.changeId ? only.link : '/change-management',
  };
}
