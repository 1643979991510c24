import {
  NoticeChannel,
  OutgoingNotice,
} from 'backstage-plugin-change-management-node';
import { sign } from '../platform/signedRequests';
import { SEND_WITHIN } from './Channel';
import { Webhook } from './readNoticeConfig';

/** Posts notices to an address, signed, so that the receiver knows who sent them, and when. */
export class WebhookChannel implements NoticeChannel {
  readonly name: string;
  readonly kinds: Webhook['kinds'];
  readonly #url: string;
  readonly #secret: string;
  readonly #appUrl: string;
  readonly #now: () => Date;

  /** @param options - `appUrl`: where the portal is, for links that lead there */
  constructor(
    { name, url, secret, kinds }: Webhook,
    options: { appUrl: string; now?: () => Date },
  ) {
    this.name = name;
    this.kinds = kinds;
    this.#url = url;
    this.#secret = secret;
    this.#appUrl = options.appUrl.replace(/\/$/, '');
    this.#now = options.now ?? (() => new Date());
  }

  async send(notice: OutgoingNotice): Promise<void> {
    const body = JSON.stringify({
      id: notice.id,
      changeId: notice.changeId,
      kind: notice.kind,
      purpose: notice.purpose,
      title: notice.title,
      description: notice.description,
      link: `${this.#appUrl}${notice.link}`,
      severity: notice.severity,
      createdAt: notice.createdAt,
      recipients: notice.recipients,
      excluded: notice.excluded,
      addresses: notice.addresses,
    });
    const timestamp = `${Math.floor(this.#now().getTime() / 1000)}`;
    const { status, ok } = await this.#post(body, {
      'Content-Type': 'application/json',
      'X-Change-Management-Notice': notice.id,
      'X-Change-Management-Timestamp': timestamp,
      'X-Change-Management-Signature': `sha256=${sign(
        this.#secret,
        timestamp,
        body,
      )}`,
    });
    if (!ok) {
      throw new Error(`${this.name} answered ${status}`);
    }
  }

  async #post(body: string, headers: Record<string, string>) {
    try {
      return await fetch(this.#url, {
        method: 'POST',
        body,
        headers,
        // A notice must not end up where nobody has configured it to go.
        redirect: 'manual',
        signal: AbortSignal.timeout(SEND_WITHIN),
      });
    } catch {
      // The reason names the address, which may hold a key, and is shown to whoever reads the change.
      throw new Error(`${this.name} could not be reached`);
    }
  }
}
