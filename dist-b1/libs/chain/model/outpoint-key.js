import { asBuffer } from './bytes.js';
/** An outpoint as a key of a Map: the bytes of the ID as characters, then the index. Not for reading; half the size of hex. */
export function outpointKey({ txid, vout }) {
    return `${asBuffer(txid).toString('latin1')}${vout}`;
}
//# sourceMappingURL=outpoint-key.js.map