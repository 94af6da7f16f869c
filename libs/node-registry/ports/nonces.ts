/** Nonces of signed requests, in one place for all processes of the registry. */
export abstract class Nonces {
  /**
   * Remembers that the signer `keyId` used `nonce`, at least until `expiresAtMs`. Of any number of tries, one gives true.
   * What expired before `nowMs` may be forgotten.
   */
  abstract claim(keyId: string, nonce: string, expiresAtMs: number, nowMs: number): Promise<boolean>;
}
