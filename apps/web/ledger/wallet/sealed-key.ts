/** A private key as it is kept: under a passphrase, with all that is needed to open it but the passphrase. */
export interface SealedKey {
  readonly version: 1;
  /** Whose key it is: hex. */
  readonly address: string;
  readonly iterations: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** What OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA256. */
export const ITERATIONS = 600_000;
/** Characters. Who has the browser's files can try passphrases for as long as they like. */
export const SHORTEST_PASSPHRASE = 10;

/** The passphrase does not open the key, or what is kept was changed: AES-GCM cannot tell which. */
export class WrongPassphrase extends Error {
  override readonly name = 'WrongPassphrase';
}

/** Seals 32 bytes with AES-256-GCM under a key that PBKDF2-HMAC-SHA256 derives; salt and IV are new each time. */
export async function sealKey(key: Uint8Array, address: string, passphrase: string): Promise<SealedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await cipherOf(passphrase, salt, ITERATIONS);
  const plain = Uint8Array.from(key);
  try {
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: bound(address, ITERATIONS) },
      cipher,
      plain,
    );
    return { version: 1, address, iterations: ITERATIONS, salt, iv, ciphertext: new Uint8Array(sealed) };
  } finally {
    plain.fill(0);
  }
}

/** @throws WrongPassphrase */
export async function openKey(
  { address, iterations, salt, iv, ciphertext }: SealedKey,
  passphrase: string,
): Promise<Uint8Array> {
  const cipher = await cipherOf(passphrase, salt, iterations);
  try {
    const additionalData = bound(address, iterations);
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, cipher, ciphertext));
  } catch (cause) {
    throw new WrongPassphrase('the key cannot be opened', { cause });
  }
}

/** The same passphrase typed on another keyboard, such as an Urdu one, is the same text only in one normal form. */
function cipherOf(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const bytes = new TextEncoder().encode(passphrase.normalize('NFKC'));
  return crypto.subtle
    .importKey('raw', bytes, 'PBKDF2', false, ['deriveKey'])
    .then((password) =>
      crypto.subtle.deriveKey(
        { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
        password,
        { name: 'AES-GCM', length: 256 },
        false,
        ['encrypt', 'decrypt'],
      ),
    );
}

/** The address and the work stand in what is authenticated, so that neither can be exchanged in the browser's files. */
function bound(address: string, iterations: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`mizan wallet key 1 ${address} ${iterations}`);
}
