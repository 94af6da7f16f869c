import { randomBytes } from 'node:crypto';
import type { KeyVault, SealContext } from '@app/kernel';
import type { SealedSecret } from './webhook.js';

/** Bytes of a key: the specification asks for 24 to 64. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** How long a secret that was replaced signs beside the new one. */
export const FORMER_SECRET_MS = 24 * 60 * 60_000;

/** As receivers keep it (Standard Webhooks, "Signature scheme"). */
export function printSecret(key: Buffer): string {
  return PREFIX + key.toString('base64');
}

export function makeSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

export function webhookSecretSeal(id: string): SealContext {
  return { table: 'webhooks', column: 'sealed_secret', row: id };
}

export function formerSecretSeal(id: string): SealContext {
  return { table: 'webhooks', column: 'sealed_former_secret', row: id };
}

/** The secrets that sign now, the newest first. */
export async function openSecrets(
  id: string,
  { sealed, former }: SealedSecret,
  vault: KeyVault,
  nowMs: number,
): Promise<string[]> {
  const secrets = [await vault.open(sealed, webhookSecretSeal(id))];
  if (former && former.untilMs > nowMs) secrets.push(await vault.open(former.sealed, formerSecretSeal(id)));
  return secrets.map(printSecret);
}
