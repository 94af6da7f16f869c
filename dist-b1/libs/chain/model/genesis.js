import { blockHash } from './block.js';
import { sha256 } from './bytes.js';
import { merkleRoot } from './merkle.js';
import { coinbaseTransaction } from './transaction.js';
/** 1 Muharram 1448 AH, 00:00 UTC. */
const GENESIS_TIME = 1_781_568_000;
const GENESIS_BITS = 12;
/** The first nonce from 0 up that meets {@link GENESIS_BITS}; a test searches it again. */
const GENESIS_NONCE = 1187;
/**
 * Block 0, the same on every installation. Its reward goes to the hash of a sentence: no public key hashes to it, so the
 * first 15000 units are in the supply and can never move.
 */
export function genesisBlock() {
    const coinbase = coinbaseTransaction(sha256(Buffer.from('Mizan: and do not make deficient the balance')), 'Genesis Block');
    const header = {
        height: 0,
        prevHash: Buffer.alloc(0),
        merkleRoot: merkleRoot([coinbase.id]),
        timestamp: GENESIS_TIME,
        bits: GENESIS_BITS,
        nonce: GENESIS_NONCE,
    };
    return { header, hash: blockHash(header), transactions: [coinbase] };
}
//# sourceMappingURL=genesis.js.map