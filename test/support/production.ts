import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an operator of a production server keeps. */
export interface Production {
  /** All that the server asks for, on the embedded database and with play money. */
  readonly env: Record<string, string>;
  readonly administratorToken: string;
}

/** Prepares `dataDir` for a production server: a master key, an administrator, a mailbox, a name. */
export function prepareProduction(dataDir: string, env: Record<string, string> = {}): Production {
  mkdirSync(dataDir, { recursive: true });
  const keyFile = join(dataDir, 'operator.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  const administratorToken = `mizan_admin_${randomBytes(32).toString('base64url')}`;
  return {
    administratorToken,
    env: {
      APP_MODE: 'production',
      MASTER_KEY_FILE: keyFile,
      ADMIN_TOKEN_HASH: createHash('sha256').update(administratorToken).digest('hex'),
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Mizan <no-reply@example.com>',
      ALLOW_EMBEDDED_DB: '1',
      ALLOW_PLAY_MONEY: '1',
      PUBLIC_HOSTS: 'wallet.example.com',
      TRUSTED_PROXIES: 'none',
      LOG_LEVEL: 'warn',
      ...env,
    },
  };
}
