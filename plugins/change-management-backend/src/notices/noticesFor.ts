import {
  ChangeEvent,
  isPipeline,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { asking } from './asking';
import { audienceOf } from './audience';
import { clients } from './clients';
import { colliding } from './colliding';
import { sortContacts } from './contacts';
import { Draft, Drafts, NoticeInput, Scene } from './draft';
import { Notice } from './NoticeService';
import { telling } from './telling';
import { watching } from './watching';
import { working } from './working';
import { nameOf } from './wording';

const rooms: Drafts[] = [
  { ...asking, ...telling, ...watching, ...working, ...colliding },
  clients,
];

function draftsOf(event: ChangeEvent, scene: Scene): Draft[] {
  return rooms.flatMap(drafts => {
    const draft = drafts[event.type] as
      | ((event: ChangeEvent, scene: Scene) => Draft[])
      | undefined;
    return draft?.(event, scene) ?? [];
  });
}

/** What a kind of notice is for, unless its draft says otherwise. */
function purposeOf({ kind, purpose }: Draft): Notice['purpose'] {
  const asks = kind === 'assessment' || kind === 'approval';
  return purpose ?? (asks ? 'ask' : 'information');
}

/**
 * Who is told what of a command. Pure. Nobody is told of what they did themselves, and each user or group is addressed
 * once per command, with what comes first: what they are asked to do stands before what they are told.
 */
export function noticesFor(input: NoticeInput): Notice[] {
  const { before, after, events, actor, facts, holders } = input;
  const scene: Scene = {
    ...input,
    now: audienceOf(after, facts, holders),
    earlier: before && audienceOf(before, facts, holders),
    who: nameOf(actor.userRef),
  };
  const addressed = new Set<string>();
  return events
    .flatMap(event => draftsOf(event, scene))
    .flatMap(draft => {
      const { to, notTo = [], says, severity = 'normal' } = draft;
      const excluded = [...new Set([actor.userRef, ...notTo])].filter(
        ref => ref !== systemActor.userRef && !isPipeline(ref),
      );
      const told = [...new Set(to)].filter(
        ref =>
          !excluded.includes(ref) && !addressed.has(ref) && !isPipeline(ref),
      );
      const contactsOpen = draft.toClients && input.asksForContacts;
      if (told.length === 0 && !contactsOpen) {
        return [];
      }
      told.forEach(ref => addressed.add(ref));
      return [
        {
          changeId: after.id,
          kind: draft.kind,
          purpose: purposeOf(draft),
          ...sortContacts(told),
          about: after.affectedEntities,
          contactsOpen,
          excluded,
          severity,
          title: `${after.id} ${says}: ${after.title}`,
          description: draft.description,
          link: `/change-management/changes/${after.id}`,
        },
      ];
    });
}
