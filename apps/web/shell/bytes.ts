/** The API writes what the ledger hashes as Base64, and names things in hex; empty for what is no Base64. */
export function hexOfBase64(text: string): string {
  try {
    return [...atob(text)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  } catch {
    return '';
  }
}

/** The address of a public key, where the browser hashes: on `localhost` and by HTTPS. */
export async function addressOfKey(publicKey: string): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const bytes = Uint8Array.from(atob(publicKey), (byte) => byte.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
