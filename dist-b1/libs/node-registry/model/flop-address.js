import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase58Check, encodeBase58Check } from './base58check.js';
/** Version bytes of Flopcoin Core's chainparams.cpp. The coin has no bech32 addresses. */
const VERSIONS = {
    main: { key: 35, script: 22 },
    test: { key: 56, script: 76 },
    regtest: { key: 111, script: 196 },
};
const HASH_BYTES = 20;
export function formatAddress({ network, kind, hash }) {
    if (hash.length !== HASH_BYTES)
        throw new RangeError('an address holds a hash of 20 bytes');
    return encodeBase58Check(Uint8Array.of(VERSIONS[network][kind], ...hash));
}
/** The address that `text` spells, or null when it is of no network of this coin, cut, or mistyped. */
export function parseAddress(text) {
    const payload = decodeBase58Check(text);
    if (payload?.length !== 1 + HASH_BYTES)
        return null;
    for (const network of Object.keys(VERSIONS))
        for (const kind of ['key', 'script'])
            if (VERSIONS[network][kind] === payload[0])
                return { network, kind, hash: payload.slice(1) };
    return null;
}
/** HASH160: what an address says about a public key or a script. */
export function hash160(bytes) {
    return ripemd160(sha256(bytes));
}
//# sourceMappingURL=flop-address.js.map