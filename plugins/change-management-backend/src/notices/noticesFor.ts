import {
  ChangeEvent,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { asking } from './asking';
import { audienceOf } from './audience';
import { colliding } from './colliding';
import { Draft, Drafts, NoticeInput, Scene } from './draft';
import { Notice } from './NoticeService';
import { telling } from './telling';
import { watching } from './watching';
import { nameOf } from './wording';

const drafts: Drafts = { ...asking, ...telling, ...watching, ...colliding };

function draftsOf(event: ChangeEvent, scene: Scene): Draft[] {
  const draft = drafts[event.type] as
    | ((event: ChangeEvent, scene: Scene) => Draft[])
    | undefined;
  return draft?.(event, scene) ?? [];
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
    .flatMap(({ to, notTo = [], says, severity = 'normal', ...draft }) => {
      const excluded = [...new Set([actor.userRef, ...notTo])].filter(
        ref => ref !== systemActor.userRef,
      );
      const recipients = [...new Set(to)].filter(
        ref => !excluded.includes(ref) && !addressed.has(ref),
      );
      if (recipients.length === 0) {
        return [];
      }
      recipients.forEach(ref => addressed.add(ref));
      return [
        {
          ...draft,
          changeId: after.id,
          recipients,
          excluded,
          severity,
          title: `${after.id} ${says}: ${after.title}`,
          link: `/change-management/changes/${after.id}`,
        },
      ];
    });
}
