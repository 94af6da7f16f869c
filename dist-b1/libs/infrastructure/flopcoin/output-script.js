import { formatAddress } from "../../node-registry/index.js";
/** "Pay to public key hash": DUP HASH160 <20 bytes> EQUALVERIFY CHECKSIG. */
const KEY_SCRIPT = /^76a914([0-9a-f]{40})88ac$/;
/** "Pay to script hash" (BIP 16): HASH160 <20 bytes> EQUAL. */
const SCRIPT_SCRIPT = /^a914([0-9a-f]{40})87$/;
/** The script that pays an address. */
export function outputScript({ kind, hash }) {
    const hex = Buffer.from(hash).toString('hex');
    return new Uint8Array(Buffer.from(kind === 'key' ? `76a914${hex}88ac` : `a914${hex}87`, 'hex'));
}
/** The address that a script pays, null for any other script. */
export function addressOfScript(script, network) {
    const hex = Buffer.from(script).toString('hex');
    const key = KEY_SCRIPT.exec(hex)?.[1];
    const hash = key ?? SCRIPT_SCRIPT.exec(hex)?.[1];
    if (hash === undefined)
        return null;
    return formatAddress({ network, kind: key ? 'key' : 'script', hash: new Uint8Array(Buffer.from(hash, 'hex')) });
}
//# sourceMappingURL=output-script.js.map