/** Which implementation of secp256k1 signs and verifies; `auto` is the native one where it has a build. */
export const SIGNATURE_CHOICES = ['auto', 'native', 'portable'] as const;
export type SignatureChoice = (typeof SIGNATURE_CHOICES)[number];
