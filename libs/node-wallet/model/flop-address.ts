import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';

/** Flopcoin's networks. Its regtest shares both prefixes with those of Bitcoin, Litecoin and Dogecoin. */
export type FlopNetwork = 'main' | 'test' | 'regtest';

/** What the 20 bytes of an address are the hash of: one public key, or a script. */
export type FlopAddressKind = 'key' | 'script';

export interface FlopAddress {
  network: FlopNetwork;
  kind: FlopAddressKind;
  /** RIPEMD-160 of SHA-256, 20 bytes. */
  hash: Uint8Array;
}

/** Version bytes of Flopcoin Core's chainparams.cpp. The coin has no bech32 addresses. */
const VERSIONS: Record<FlopNetwork, Record<FlopAddressKind, number>> = {
  main: { key: 35, script: 22 },
  test: { key: 56, script: 76 },
  regtest: { key: 111, script: 196 },
};
const HASH_BYTES = 20;
/** What 25 bytes, version and checksum included, need at most. Longer texts are not read: decoding takes quadratic time. */
const MAX_CHARACTERS = 35;
const base58check = createBase58check(sha256);

export function formatAddress({ network, kind, hash }: FlopAddress): string {
  if (hash.length !== HASH_BYTES) throw new RangeError('an address holds a hash of 20 bytes');
  return base58check.encode(Uint8Array.of(VERSIONS[network][kind], ...hash));
}

/** The address that `text` spells, or null when it is of no network of this coin, cut, or mistyped. */
export function parseFlopAddress(text: string): FlopAddress | null {
  const payload = text.length <= MAX_CHARACTERS ? decoded(text) : null;
  if (payload?.length !== 1 + HASH_BYTES) return null;
  for (const network of Object.keys(VERSIONS) as FlopNetwork[])
    for (const kind of ['key', 'script'] as const)
      if (VERSIONS[network][kind] === payload[0]) return { network, kind, hash: payload.slice(1) };
  return null;
}

function decoded(text: string): Uint8Array | null {
  try {
    return base58check.decode(text);
  } catch {
    return null;
  }
}

/** HASH160: what an address says about a public key or a script. */
export function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes));
}
