import {
  canonicalBytes,
  decodeTransaction,
  decodeUnsigned,
  encodeTransaction,
  type Transaction,
  type TransactionOutput,
  type TransactionTemplate,
  withWitness,
} from '@app/chain';

/** The first byte of a packed transaction. */
const FORM = {
  /** Stored form, with all its witnesses. */
  complete: 0,
  /** The same, and the signatures in it were verified. */
  verified: 1,
  /** Canonical bytes, then a slot with a public key, the private key that signs, and y of the public key or zeros. */
  toBeSigned: 2,
  /** The same, signed and verified: the signature stands where the private key and y stood. */
  signed: 3,
} as const;

const ID_BYTES = 32;
const OWNER_BYTES = 32;
const PUBLIC_KEY_BYTES = 33;
const PRIVATE_KEY_BYTES = 32;
const COORDINATE_BYTES = 32;
const SIGNATURE_BYTES = 64;
const SLOT_BYTES = PUBLIC_KEY_BYTES + SIGNATURE_BYTES;
const NO_COORDINATE = Buffer.alloc(COORDINATE_BYTES);

/**
 * Transactions of a block in memory that this thread and the ones that sign share. Handing them over as objects, there and
 * back, costs the thread that answers requests several times as much. Per transaction: form (1), ID, length (4) and bytes, the
 * slot if it is to be signed, and value (8) and owner of each output that it spends.
 */
export class PackedTransactions {
  private constructor(
    readonly memory: SharedArrayBuffer,
    /** One per transaction; undefined for those that were complete. */
    private readonly slots: readonly (Buffer | undefined)[],
  ) {}

  /** Copies `templates`, private keys included, into new memory. */
  static pack(templates: readonly TransactionTemplate[]): PackedTransactions {
    const bodies = templates.map(({ transaction, signer }) =>
      signer ? canonicalBytes(transaction.inputs, transaction.outputs) : encodeTransaction(transaction),
    );
    const length = templates.reduce((sum, template, place) => sum + packedLength(template, bodies[place]!), 0);
    const memory = new SharedArrayBuffer(length);
    const bytes = Buffer.from(memory);
    let at = 0;
    const slots = templates.map(({ transaction, signer, spends }, place) => {
      const body = bodies[place]!;
      bytes[at] = signer ? FORM.toBeSigned : FORM.complete;
      bytes.set(transaction.id, at + 1);
      at = bytes.writeUInt32BE(body.length, at + 1 + ID_BYTES);
      bytes.set(body, at);
      at += body.length;
      const slot = signer && bytes.subarray(at, at + SLOT_BYTES);
      if (signer) {
        bytes.set(signer.publicKey, at);
        bytes.set(signer.privateKey, at + PUBLIC_KEY_BYTES);
        if (signer.point)
          bytes.set(signer.point.subarray(1 + COORDINATE_BYTES), at + PUBLIC_KEY_BYTES + PRIVATE_KEY_BYTES);
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
  signed(templates: readonly TransactionTemplate[]): Transaction[] {
    return templates.map(({ transaction, signer }, place) => {
      const slot = this.slots[place];
      if (!signer || !slot) return transaction;
      // A copy: a view would keep the whole block in memory for as long as one of its transactions.
      return withWitness(transaction, signer.publicKey, Buffer.from(slot.subarray(PUBLIC_KEY_BYTES)));
    });
  }

  /** Wipes the private keys that were not used to sign. */
  wipe(): void {
    for (const slot of this.slots) slot?.fill(0);
  }
}

/** A packed transaction as the thread that signs sees it; all of it lies in the shared memory. */
export interface UnpackedTransaction extends TransactionTemplate {
  /** Whether another task has verified its signatures. */
  readonly isVerified: boolean;
  /** Says that its signatures are verified, and leaves the one that was made here in the place of the private key. */
  leave(signature: Uint8Array | null): void;
}

/** Reads what {@link PackedTransactions.pack} wrote, signed or not. */
export function unpackTransactions(memory: SharedArrayBuffer): UnpackedTransaction[] {
  const bytes = Buffer.from(memory);
  const unpacked: UnpackedTransaction[] = [];
  let at = 0;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const form = take(1);
    const id = take(ID_BYTES);
    const body = take(take(4).readUInt32BE());
    const slot = form[0] === FORM.complete || form[0] === FORM.verified ? undefined : take(SLOT_BYTES);
    const transaction = slot ? decodeUnsigned(body, id) : decodeTransaction(body);
    const spends: TransactionOutput[] = [];
    for (const { vout } of transaction.inputs) {
      if (vout >= 0) spends.push({ value: take(8).readBigUInt64BE(), pubKeyHash: take(OWNER_BYTES) });
    }
    unpacked.push(slot ? fromSlot(transaction, spends, form, slot) : complete(transaction, spends, form));
  }
  return unpacked;
}

function complete(transaction: Transaction, spends: TransactionOutput[], form: Buffer): UnpackedTransaction {
  const leave = () => {
    form[0] = FORM.verified;
  };
  return { transaction, spends, isVerified: form[0] === FORM.verified, leave };
}

function fromSlot(
  transaction: Transaction,
  spends: TransactionOutput[],
  form: Buffer,
  slot: Buffer,
): UnpackedTransaction {
  const publicKey = slot.subarray(0, PUBLIC_KEY_BYTES);
  const secret = slot.subarray(PUBLIC_KEY_BYTES);
  const leave = (signature: Uint8Array | null) => {
    secret.set(signature!);
    form[0] = FORM.signed;
  };
  const isVerified = form[0] === FORM.signed;
  if (isVerified) return { transaction: withWitness(transaction, publicKey, secret), spends, isVerified, leave };
  const signer = {
    publicKey,
    privateKey: secret.subarray(0, PRIVATE_KEY_BYTES),
    point: pointOf(publicKey, secret.subarray(PRIVATE_KEY_BYTES)),
  };
  return { transaction, spends, signer, isVerified, leave };
}

/** The public key with both its coordinates; nothing when `y` was not given, which is never zero, or is another key's. */
function pointOf(publicKey: Buffer, y: Buffer): Buffer | undefined {
  const lastOfY = y[COORDINATE_BYTES - 1]!;
  if (publicKey[0] !== (2 | (lastOfY & 1)) || (lastOfY === 0 && y.equals(NO_COORDINATE))) return undefined;
  const point = Buffer.allocUnsafe(1 + 2 * COORDINATE_BYTES);
  point[0] = 4;
  point.set(publicKey.subarray(1), 1);
  point.set(y, 1 + COORDINATE_BYTES);
  return point;
}

function packedLength({ signer, spends }: TransactionTemplate, body: Buffer): number {
  return 1 + ID_BYTES + 4 + body.length + (signer ? SLOT_BYTES : 0) + spends.length * (8 + OWNER_BYTES);
}
