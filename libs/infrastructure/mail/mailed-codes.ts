import { setTimeout as sleep } from 'node:timers/promises';
import { CodeDelivery, CodesNotDeliverable, type CodeToDeliver } from '@app/identity';
import { type OneTimePasswordMail, oneTimePasswordMail } from './one-time-password-mail.js';

/** Whatever takes a mail to its receiver's server. */
export interface MailTransport {
  /** Rejects with the server's answer; a `responseCode` of 500 and above is final. */
  send(to: string, mail: OneTimePasswordMail): Promise<void>;
}

export interface MailedCodesOptions {
  /** Mails that may wait. Beyond it no code is made, for anybody. */
  most?: number;
  /** Mails on their way at once. */
  atOnce?: number;
  /** Waits before the second, third, … attempt. */
  pausesMs?: readonly number[];
  /** Told of a mail that was given up. */
  onLost?: (error: unknown) => void;
  now?: () => number;
}

/** Sends codes by mail, behind the answer: neither the answer nor its time depends on the mail server, or on whether there is a mail. */
export class MailedCodes extends CodeDelivery {
  private readonly waiting: CodeToDeliver[] = [];
  private readonly sending = new Set<Promise<void>>();
  private readonly options: Required<MailedCodesOptions>;

  constructor(
    private readonly transport: MailTransport,
    options: MailedCodesOptions = {},
  ) {
    super();
    this.options = { most: 500, atOnce: 4, pausesMs: [1_000, 5_000], onLost: () => {}, now: Date.now, ...options };
  }

  override available(): void {
    if (this.waiting.length >= this.options.most) throw new CodesNotDeliverable();
  }

  override deliver(code: CodeToDeliver): undefined {
    // Mail for unknown mailboxes takes a place in the queue too, so that its length tells nothing.
    this.waiting.push(code);
    setImmediate(() => this.sendNext());
  }

  /** Sends what waits, for up to `timeoutMs`. */
  async flush(timeoutMs: number): Promise<void> {
    const timeout = new AbortController();
    const late = sleep(timeoutMs, undefined, { signal: timeout.signal }).catch(() => {});
    const done = (async () => {
      while (this.waiting.length > 0 || this.sending.size > 0) {
        this.sendNext();
        await Promise.race(this.sending);
      }
    })();
    await Promise.race([late, done]);
    this.waiting.length = 0;
    timeout.abort();
  }

  private sendNext(): void {
    while (this.waiting.length > 0 && this.sending.size < this.options.atOnce) {
      const code = this.waiting.shift()!;
      const sent = this.send(code).finally(() => {
        this.sending.delete(sent);
        this.sendNext();
      });
      this.sending.add(sent);
    }
  }

  private async send({ email, code, purpose, expiresAtMs }: CodeToDeliver): Promise<void> {
    if (email === undefined) return;
    const mail = oneTimePasswordMail(code, purpose);
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.transport.send(email, mail);
      } catch (error) {
        const pauseMs = this.options.pausesMs[attempt];
        const isFinal = ((error as { responseCode?: number }).responseCode ?? 0) >= 500;
        if (isFinal || pauseMs === undefined || this.options.now() + pauseMs >= expiresAtMs) {
          return this.options.onLost(error);
        }
        await sleep(pauseMs);
      }
    }
  }
}
