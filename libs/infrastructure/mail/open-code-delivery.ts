import type { CodeDelivery } from '@app/identity';
import type { ModeName } from '@app/kernel';
import type { Logger } from 'pino';
import { MailedCodes } from './mailed-codes.js';
import { ShownCodes } from './shown-codes.js';

/** Mails that wait when the server stops get this long. */
const FLUSH_TIMEOUT_MS = 3_000;

export interface OpenCodeDelivery {
  readonly delivery: CodeDelivery;
  close(): Promise<void>;
}

/**
 * By mail in production, in the answer in a demo.
 * @throws Error in production without `smtpUrl` and `from`, which the configuration demands
 */
export async function openCodeDelivery(
  mode: ModeName,
  { smtpUrl, from }: { smtpUrl: string | undefined; from: string | undefined },
  log: Logger,
): Promise<OpenCodeDelivery> {
  if (mode === 'demo') return { delivery: new ShownCodes(), close: async () => {} };
  if (smtpUrl === undefined || from === undefined) throw new Error('production has no mail server to send codes by');
  const { SmtpMailer } = await import('./smtp-mailer.js'); // a demo sends no mail
  const mailer = new SmtpMailer({ url: smtpUrl, from });
  const delivery = new MailedCodes(mailer, {
    // Not the error itself: the server's words may repeat the address.
    onLost: (error) => log.error(reasonOf(error), 'a one-time password could not be mailed'),
  });
  return {
    delivery,
    close: async () => {
      await delivery.flush(FLUSH_TIMEOUT_MS);
      mailer.close();
    },
  };
}

function reasonOf(error: unknown) {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  return { code, responseCode, command };
}
