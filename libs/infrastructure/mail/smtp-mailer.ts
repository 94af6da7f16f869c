import { isLoopbackHost } from '@app/infrastructure/network/loopback-host.js';
import { createTransport } from 'nodemailer';
import type { MailTransport } from './mailed-codes.js';
import type { OneTimePasswordMail } from './one-time-password-mail.js';

const TIMEOUT_MS = 10_000;

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. */
  readonly url: string;
  /** Sender, as `Mizan <no-reply@example.org>`. */
  readonly from: string;
}

/** Sends mail by SMTP: encrypted, unless the server is on this machine; and never waiting for long. */
export class SmtpMailer implements MailTransport {
  private readonly transport: ReturnType<typeof createPool>;

  constructor(private readonly settings: SmtpSettings) {
    this.transport = createPool(new URL(settings.url));
  }

  async send(to: string, { subject, text, html }: OneTimePasswordMail): Promise<void> {
    await this.transport.sendMail({
      from: this.settings.from,
      // As an object: a text would be parsed as a list of receivers.
      to: { name: '', address: to },
      subject,
      text,
      html,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }

  close(): void {
    this.transport.close();
  }
}

function createPool(url: URL) {
  const secure = url.protocol === 'smtps:';
  const local = isLoopbackHost(url.hostname);
  return createTransport({
    pool: true,
    maxConnections: 4,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && !local,
    ignoreTLS: !secure && local,
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    // A mail is made of our own words only; nothing in it may make the library read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
