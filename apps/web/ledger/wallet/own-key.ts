import { signal } from '@preact/signals';
import { DishonestServer } from 'mizan-client';
import { ledger } from '../../shell/ledger-client.js';
import { addSealedKey, deleteSealedKey, KeyExists, readSealedKey } from './key-store.js';
import type { Paid, Payment } from './payment.js';
import { openKey, sealKey } from './sealed-key.js';

/** The key that this browser keeps. */
export type OwnKey =
  | { readonly state: 'unread' | 'none' | 'unsupported' }
  | { readonly state: 'locked' | 'open'; readonly address: string };

export const ownKey = signal<OwnKey>({ state: 'unread' });

/** Of no use for so long, the key is locked. */
const IDLE_MS = 10 * 60_000;

/** While it is open. It stands nowhere else, and is overwritten when it is locked. */
let secret: Uint8Array | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;

/** The text is no private key. It is not quoted. */
export class NoKey extends Error {
  override readonly name = 'NoKey';
}

/** What the server prepared was refused before anything was signed. */
export class NothingSigned extends Error {
  override readonly name = 'NothingSigned';

  constructor(override readonly cause: DishonestServer) {
    super(cause.message);
  }
}

/** Looks for the key in the browser's storage; one that is open stays so. */
export async function findOwnKey(): Promise<void> {
  if (ownKey.value.state === 'open') return;
  // Missing where the page did not come over a connection that keeps secrets.
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) {
    ownKey.value = { state: 'unsupported' };
    return;
  }
  const sealed = await readSealedKey();
  ownKey.value = sealed ? { state: 'locked', address: sealed.address } : { state: 'none' };
}

/**
 * Makes a key, or takes the one in `hex`, seals it and keeps it, and leaves it open.
 * @throws NoKey · KeyExists
 */
export async function keepKey(passphrase: string, hex?: string): Promise<void> {
  const { addressOf, generateKey, publicKeyOf, readKey } = await import('mizan-client/crypto');
  let key: Uint8Array;
  try {
    key = hex === undefined ? generateKey() : readKey(hex.trim());
  } catch {
    throw new NoKey('this is no private key');
  }
  const address = addressOf(publicKeyOf(key));
  try {
    await addSealedKey(await sealKey(key, address, passphrase));
  } catch (error) {
    if (error instanceof KeyExists) await findOwnKey();
    throw error;
  } finally {
    key.fill(0);
  }
  // Read back: before anybody sends money to it, what is kept has been opened once.
  await unlock(passphrase);
  // Asks the browser not to clear it when it is short of space. It may say no.
  await navigator.storage?.persist?.().catch(() => false);
}

/** @throws WrongPassphrase */
export async function unlock(passphrase: string): Promise<void> {
  const sealed = await readSealedKey();
  if (!sealed) return findOwnKey();
  const key = await openKey(sealed, passphrase);
  secret?.fill(0);
  secret = key;
  ownKey.value = { state: 'open', address: sealed.address };
  stayOpen();
}

export function lock(): void {
  clearTimeout(idle);
  secret?.fill(0);
  secret = undefined;
  if (ownKey.value.state === 'open') ownKey.value = { state: 'locked', address: ownKey.value.address };
}

/** Deletes the key from this browser. Who has no copy of it has lost what it holds. */
export async function removeKey(): Promise<void> {
  lock();
  await deleteSealedKey();
  await findOwnKey();
}

/** The open key in hex, for its owner to keep a copy. */
export function showKey(): string {
  return Array.from(secret ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Has the ledger prepare the payment, checks all of it and what its coins are worth, and only then signs and submits it.
 * @throws NothingSigned for a server that prepared something else · what `transferSigned` throws
 */
export async function payFromOwnKey({ to, amount, note, request, idempotencyKey }: Payment): Promise<Paid> {
  if (!secret || ownKey.value.state !== 'open') throw new Error('the key is locked');
  const { address: from } = ownKey.value;
  // A copy, so that a payment on its way is not disturbed when the key is locked.
  const key = secret.slice();
  let hasSigned = false;
  try {
    const { keySigner } = await import('mizan-client/crypto');
    const own = keySigner(key);
    const sign = (digest: Uint8Array) => {
      hasSigned = true;
      return own.sign(digest);
    };
    return await ledger.transferSigned({ signer: { ...own, sign }, from, to, amount, note, request, idempotencyKey });
  } catch (error) {
    if (error instanceof DishonestServer && !hasSigned) throw new NothingSigned(error);
    throw error;
  } finally {
    key.fill(0);
  }
}

function stayOpen(): void {
  clearTimeout(idle);
  if (secret) idle = setTimeout(lock, IDLE_MS);
}

for (const use of ['pointerdown', 'keydown']) addEventListener(use, stayOpen, { passive: true });
// A page that the browser keeps for the button "back" is to have no key in it.
addEventListener('pagehide', lock);
