import { Notice } from './NoticeService';
import { ClaimedNotice } from './NoticeStore';

/** Milliseconds after which a send that does not answer has failed; well within the lease. */
export const SEND_WITHIN = 20_000;

/** A way by which notices leave. */
export interface Channel {
  /** Stored with each delivery. */
  name: string;
  /** Whether a notice that comes up leaves by it. */
  takes(notice: Notice): boolean;
  /** Rejects where it could not be handed over. */
  send(notice: ClaimedNotice): Promise<void>;
}

/** @throws Error once the work has taken longer than an attempt may */
export async function inTimeToSend<T>(
  name: string,
  work: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${name} did not answer in time`)),
      SEND_WITHIN,
    );
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
