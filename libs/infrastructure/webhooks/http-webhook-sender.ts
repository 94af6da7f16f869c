import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { VERSION } from '@app/infrastructure/http/version.js';
import { AnswerLost, NotSent, reasonOf } from '@app/infrastructure/network/http-client.errors.js';
import { type HttpAnswer, HttpClient } from '@app/infrastructure/network/http-client.js';
import { ForbiddenAddress, guardedLookup, type Resolve } from '@app/infrastructure/network/lookup-peer.js';
import { isLoopbackHost } from '@app/infrastructure/network/loopback-host.js';
import { isPublicAddress, mayBePublicHost } from '@app/infrastructure/network/public-address.js';
import { resolveName } from '@app/infrastructure/network/resolve-name.js';
import {
  ForbiddenWebhookAddress,
  InvalidWebhookUrl,
  LONGEST_URL,
  type Sending,
  type SendingOutcome,
  WebhookSender,
} from '@app/webhooks';
import { Webhook } from 'standardwebhooks';

const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_MS = 30_000;
const MAX_ANSWER_BYTES = 16 * 1024;
/** So many origins have connections of their own before those that are not used are closed. */
const MANY_ORIGINS = 100;
const NOT_PUBLIC = 'the URL does not lead to a public address';

interface Line {
  readonly client: HttpClient;
  sending: number;
}

/** Posts events as the Standard Webhooks specification says. */
export class HttpWebhookSender extends WebhookSender {
  private readonly lines = new Map<string, Line>();
  private readonly lookup: LookupFunction;

  /**
   * @param options.allowsLoopback as in a demo, whose receivers run on the same machine
   * @param options.resolve asks DNS when not given
   * @param options.timeoutMs 10 s when not given
   */
  constructor(private readonly options: { allowsLoopback: boolean; resolve?: Resolve; timeoutMs?: number }) {
    super();
    this.lookup = guardedLookup(options.resolve ?? resolveName(), (address) => !isPublicAddress(address));
  }

  override async accept(text: string): Promise<string> {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isLoopback = url !== undefined && this.isOwnLoopback(url);
    const isPlain = url?.protocol === 'http:';
    if (!url || !(url.protocol === 'https:' || isPlain) || url.username !== '' || url.password !== '') {
      throw new InvalidWebhookUrl();
    }
    if (url.href.length > LONGEST_URL) throw new InvalidWebhookUrl();
    if (isPlain && !isLoopback) throw new InvalidWebhookUrl();
    if (!isLoopback && !(mayBePublicHost(url.hostname) && (await this.resolvesToPublic(url.hostname)))) {
      throw new ForbiddenWebhookAddress();
    }
    url.hash = '';
    return url.href;
  }

  override async send({ url, id, body, secrets, atMs }: Sending): Promise<SendingOutcome> {
    const target = new URL(url);
    // An address in place of a name is not looked up, and the mode may be another than when it was made.
    if (!this.isOwnLoopback(target) && !(target.protocol === 'https:' && mayBePublicHost(target.hostname))) {
      return { kind: 'failed', reason: NOT_PUBLIC };
    }
    const at = new Date(atMs);
    const headers = {
      host: target.host,
      accept: '*/*',
      'content-type': 'application/json',
      'user-agent': `mizan/${VERSION}`,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(atMs / 1_000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
    };
    const line = this.lineTo(target);
    line.sending++;
    try {
      const path = `${target.pathname}${target.search}`;
      return answered(await line.client.send({ method: 'POST', path, headers, body }));
    } catch (error) {
      return { kind: 'failed', reason: failureOf(error) };
    } finally {
      line.sending--;
    }
  }

  override close(): void {
    for (const { client } of this.lines.values()) client.close();
    this.lines.clear();
  }

  private isOwnLoopback({ hostname }: URL): boolean {
    return this.options.allowsLoopback && isLoopbackHost(hostname);
  }

  /** A name that does not resolve now may do so later; its attempts fail until then. */
  private resolvesToPublic(hostname: string): Promise<boolean> {
    return new Promise((resolve) => {
      if (isPublicAddress(hostname.replace(/^\[|\]$/g, ''))) return resolve(true);
      this.lookup(hostname, { all: true }, (error) => resolve(!(error instanceof ForbiddenAddress)));
    });
  }

  private lineTo(target: URL): Line {
    const known = this.lines.get(target.origin);
    if (known) return known;
    this.closeUnused();
    const { protocol, hostname, port } = target;
    const client = new HttpClient({
      server: { protocol, hostname, port: port || (protocol === 'https:' ? 443 : 80) },
      timeoutMs: this.options.timeoutMs ?? TIMEOUT_MS,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      cutsAnswers: true,
      idleMs: IDLE_MS,
      lookup: this.isOwnLoopback(target) ? lookupLoopback : this.lookup,
    });
    const line = { client, sending: 0 };
    this.lines.set(target.origin, line);
    return line;
  }

  private closeUnused(): void {
    if (this.lines.size < MANY_ORIGINS) return;
    for (const [origin, { client, sending }] of this.lines) {
      if (sending > 0) continue;
      client.close();
      this.lines.delete(origin);
    }
  }
}

/** `localhost` is no name of DNS. */
const lookupLoopback = guardedLookup(lookup, (address) => !isLoopbackHost(address === '::1' ? '[::1]' : address));

function answered({ status, body }: HttpAnswer): SendingOutcome {
  return { kind: 'answered', status, excerpt: body.toString('utf8').replaceAll(/[^\P{C}\n\t]|\uFFFD/gu, '?') };
}

function failureOf(error: unknown): string {
  if (!(error instanceof NotSent || error instanceof AnswerLost)) throw error;
  const reason = reasonOf(error);
  return reason === new ForbiddenAddress().code ? NOT_PUBLIC : reason;
}
