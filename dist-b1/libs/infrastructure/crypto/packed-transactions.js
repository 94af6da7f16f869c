import { canonicalBytes, decodeTransaction, decodeUnsigned, encodeTransaction, withWitness, } from "../../chain/index.js";
/** The first byte of a packed transaction. */
const FORM = {
    /** Stored form, with all its witnesses. */
    complete: 0,
    /** Canonical bytes, then a slot with a public key and the private key that signs. */
    toBeSigned: 1,
    /** The same, signed: the signature stands where the private key stood. */
    signed: 2,
};
const ID_BYTES = 32;
const OWNER_BYTES = 32;
const PUBLIC_KEY_BYTES = 33;
const PRIVATE_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const SLOT_BYTES = PUBLIC_KEY_BYTES + SIGNATURE_BYTES;
/**
 * Transactions of a block in memory that this thread and the ones that sign share. Handing them over as objects, there and
 * back, costs the thread that answers requests several times as much. Per transaction: form (1), ID, length (4) and bytes, the
 * slot if it is to be signed, and value (8) and owner of each output that it spends.
 */
export class PackedTransactions {
    memory;
    slots;
    constructor(memory, 
    /** One per transaction; undefined for those that were complete. */
    slots) {
        this.memory = memory;
        this.slots = slots;
    }
    /** Copies `templates`, private keys included, into new memory. */
    static pack(templates) {
        const bodies = templates.map(({ transaction, signer }) => signer ? canonicalBytes(transaction.inputs, transaction.outputs) : encodeTransaction(transaction));
        const length = templates.reduce((sum, template, place) => sum + packedLength(template, bodies[place]), 0);
        const memory = new SharedArrayBuffer(length);
        const bytes = Buffer.from(memory);
        let at = 0;
        const slots = templates.map(({ transaction, signer, spends }, place) => {
            const body = bodies[place];
            bytes[at] = signer ? FORM.toBeSigned : FORM.complete;
            bytes.set(transaction.id, at + 1);
            at = bytes.writeUInt32BE(body.length, at + 1 + ID_BYTES);
            bytes.set(body, at);
            at += body.length;
            const slot = signer && bytes.subarray(at, at + SLOT_BYTES);
            if (signer) {
                bytes.set(signer.publicKey, at);
                bytes.set(signer.privateKey, at + PUBLIC_KEY_BYTES);
                at += SLOT_BYTES;
            }
            for (const { value, pubKeyHash } of spends) {
                at = bytes.writeBigUInt64BE(value, at);
                bytes.set(pubKeyHash, at);
                at += OWNER_BYTES;
            }
            return slot;
        });
        return new PackedTransactions(memory, slots);
    }
    /** `templates`, as they were packed, with the signatures that {@link signPacked} has left here. */
    signed(templates) {
        return templates.map(({ transaction, signer }, place) => {
            const slot = this.slots[place];
            if (!signer || !slot)
                return transaction;
            // A copy: a view would keep the whole block in memory for as long as one of its transactions.
            return withWitness(transaction, signer.publicKey, Buffer.from(slot.subarray(PUBLIC_KEY_BYTES)));
        });
    }
    /** Wipes the private keys that nobody has signed with. */
    wipe() {
        for (const slot of this.slots)
            slot?.fill(0);
    }
}
/** Reads what {@link PackedTransactions.pack} wrote. */
export function unpackTransactions(memory) {
    const bytes = Buffer.from(memory);
    const unpacked = [];
    let at = 0;
    const take = (length) => {
        at += length;
        return bytes.subarray(at - length, at);
    };
    while (at < bytes.length) {
        const form = take(1);
        const id = take(ID_BYTES);
        const body = take(take(4).readUInt32BE());
        const slot = form[0] === FORM.complete ? undefined : take(SLOT_BYTES);
        const transaction = slot ? decodeUnsigned(body, id) : decodeTransaction(body);
        const spends = [];
        for (const { vout } of transaction.inputs) {
            if (vout >= 0)
                spends.push({ value: take(8).readBigUInt64BE(), pubKeyHash: take(OWNER_BYTES) });
        }
        const publicKey = slot?.subarray(0, PUBLIC_KEY_BYTES);
        const secret = slot?.subarray(PUBLIC_KEY_BYTES);
        unpacked.push({
            spends,
            ...(publicKey && secret && form[0] === FORM.signed
                ? { transaction: withWitness(transaction, publicKey, secret) }
                : { transaction }),
            ...(publicKey &&
                secret &&
                form[0] === FORM.toBeSigned && { signer: { publicKey, privateKey: secret.subarray(0, PRIVATE_KEY_BYTES) } }),
            sign: (signature) => {
                secret?.set(signature);
                form[0] = FORM.signed;
            },
        });
    }
    return unpacked;
}
function packedLength({ signer, spends }, body) {
    return 1 + ID_BYTES + 4 + body.length + (signer ? SLOT_BYTES : 0) + spends.length * (8 + OWNER_BYTES);
}
//# sourceMappingURL=packed-transactions.js.map