import { type FlopAddress, type FlopNetwork, formatAddress, hash160 } from '@app/node-wallet';

/** "Pay to public key hash": DUP HASH160 <20 bytes> EQUALVERIFY CHECKSIG. */
const KEY_SCRIPT = /^76a914([0-9a-f]{40})88ac$/;
/** "Pay to script hash" (BIP 16): HASH160 <20 bytes> EQUAL. */
const SCRIPT_SCRIPT = /^a914([0-9a-f]{40})87$/;

/** "Pay to public key": <33 or 65 bytes> CHECKSIG. */
const BARE_KEY_SCRIPT = /^(?:21(0[23][0-9a-f]{64})|41(04[0-9a-f]{128}))ac$/;
/** Bare multisig: m <keys> n CHECKMULTISIG. */
const MULTISIG_SCRIPT = /^5[1-9a-f]((?:210[23][0-9a-f]{64}|4104[0-9a-f]{128})+)5[1-9a-f]ae$/;

/** The script that pays the address of a public key. */
export function keyScript(publicKey: Uint8Array): Uint8Array {
  return outputScript({ kind: 'key', hash: hash160(publicKey) });
}

/** The public keys that a script names openly; none for one that pays an address. */
export function bareKeys(script: Uint8Array): Uint8Array[] {
  const hex = Buffer.from(script).toString('hex');
  const bare = BARE_KEY_SCRIPT.exec(hex);
  const keys = MULTISIG_SCRIPT.exec(hex)?.[1]?.match(/210[23][0-9a-f]{64}|4104[0-9a-f]{128}/g) ?? [];
  return (bare ? [bare[1] ?? bare[2]!] : keys.map((key) => key.slice(2))).map(
    (key) => new Uint8Array(Buffer.from(key, 'hex')),
  );
}

/** The script that pays an address. */
export function outputScript({ kind, hash }: Pick<FlopAddress, 'kind' | 'hash'>): Uint8Array {
  const hex = Buffer.from(hash).toString('hex');
  return new Uint8Array(Buffer.from(kind === 'key' ? `76a914${hex}88ac` : `a914${hex}87`, 'hex'));
}

/** The address that a script pays; that of the key when it names one bare key, as Core lists it; null for any other script. */
export function addressOfScript(script: Uint8Array, network: FlopNetwork): string | null {
  const hex = Buffer.from(script).toString('hex');
  const bare = BARE_KEY_SCRIPT.exec(hex);
  if (bare) return formatAddress({ network, kind: 'key', hash: hash160(bareKeys(script)[0]!) });
  const key = KEY_SCRIPT.exec(hex)?.[1];
  const hash = key ?? SCRIPT_SCRIPT.exec(hex)?.[1];
  if (hash === undefined) return null;
  return formatAddress({ network, kind: key ? 'key' : 'script', hash: new Uint8Array(Buffer.from(hash, 'hex')) });
}
