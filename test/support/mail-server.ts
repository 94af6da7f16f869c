import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string[];
  /** As it came over the wire. */
  readonly raw: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The first six digits that stand by themselves in the text. */
  readonly code: string;
}

/** A real SMTP server on a free port of 127.0.0.1 that keeps what it is given. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  private readonly waiting = new Set<(mail: ReceivedMail) => void>();

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    server.smtp.listen(0, '127.0.0.1');
    await once(server.smtp.server, 'listening');
    return server;
  }

  private readonly smtp: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, callback) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        let raw = '';
        stream.setEncoding('latin1');
        stream.on('data', (chunk: string) => {
          raw += chunk;
        });
        stream.on('end', () => {
          callback();
          this.keep(readMail(raw, to));
        });
      },
      ...options,
    });
    this.smtp.on('error', () => {});
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.smtp.server.address() as AddressInfo).port}`;
  }

  /** The next mail that arrives from now on, for `to` if that is given. Call it before what causes the mail. */
  next(to?: string): Promise<ReceivedMail> {
    return new Promise((resolve) => {
      const look = (mail: ReceivedMail) => {
        if (to !== undefined && mail.to[0]?.toLowerCase() !== to.toLowerCase()) return;
        this.waiting.delete(look);
        resolve(mail);
      };
      this.waiting.add(look);
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.smtp.close(() => resolve()));
  }

  private keep(mail: ReceivedMail): void {
    this.mails.push(mail);
    for (const look of [...this.waiting]) look(mail);
  }
}

function readMail(raw: string, to: string[]): ReceivedMail {
  const boundary = /boundary="?([^";\r\n]+)/.exec(raw)?.[1];
  const parts = boundary === undefined ? [raw] : raw.split(`--${boundary}`);
  const part = (type: string) =>
    decode(parts.find((each) => new RegExp(`^content-type: ${type}`, 'im').test(each)) ?? '');
  const text = part('text/plain');
  return {
    to,
    raw,
    subject: /^subject: (.*)$/im.exec(raw)?.[1]?.trim() ?? '',
    text,
    html: part('text/html'),
    code: /\b[0-9]{6}\b/.exec(text)?.[0] ?? '',
  };
}

/** The body of one MIME part, its transfer encoding undone. */
function decode(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, at), part.slice(at + 4)];
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
