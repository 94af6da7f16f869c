import { minedBlock, SmallLedger } from '../../../test/support/small-ledger.js';
import { DishonestServer } from '../errors/dishonest-server.js';
import { blockHash } from './block-header.js';
import { toBase64, toHex } from './bytes.js';
import { addressOf, generateKey, publicKeyOf } from './keys.js';
import { transactionId } from './transaction.js';
import { transferSigned } from './transfer-signed.js';
import { verifyTransaction } from './verify-transaction.js';

const key = generateKey();
const [from, to] = [key, generateKey()].map((secret) => addressOf(publicKeyOf(secret))) as [string, string];
const options = { minimumBits: 2 };

async function paid() {
  const ledger = new SmallLedger();
  ledger.fund(from, 500n);
  const { txid } = await transferSigned(ledger, { key, to, amount: 100n });
  ledger.fund(to, 1n, 2n, 3n);
  return { ledger, txid };
}

describe('a transaction is verified here', () => {
  it('by its content, its proof and the work of its block', async () => {
    const { ledger, txid } = await paid();
    const verified = await verifyTransaction(ledger, txid.toUpperCase(), options);
    expect(verified).toMatchObject({ txid, height: 1, bits: 2, timestamp: 1_795_219_200 });
    expect(toHex(transactionId(verified.transaction))).toBe(txid);
    expect((await verifyTransaction(ledger, toBase64(Buffer.from(txid, 'hex')), options)).txid).toBe(txid);
  });

  it('below a block that the caller trusts', async () => {
    const { ledger, txid } = await paid();
    const held: string[] = [];
    const trusting = { ...options, trustedHash: ledger.tip, onHeld: (check: string) => held.push(check) };
    expect((await verifyTransaction(ledger, txid, trusting)).height).toBe(1);
    expect(held).toEqual(['transaction_id', 'signature', 'block_hash', 'proof', 'work', 'trusted_block']);
    await expect(verifyTransaction(ledger, txid, { ...trusting, maxBlocks: 2 })).rejects.toThrow(RangeError);
  });

  it('a coinbase too, and an ID that is none is refused', async () => {
    const ledger = new SmallLedger();
    ledger.fund(from, 500n);
    const { transaction } = await ledger.prepareTransfer({ from, to, amount: 1n });
    expect((await verifyTransaction(ledger, transaction.Vin[0]!.Txid, options)).height).toBe(0);
    await expect(verifyTransaction(ledger, 'x', options)).rejects.toThrow(TypeError);
  });
});

type Change = (ledger: SmallLedger, txid: string) => void;
const other = 'ab'.repeat(32);
const content =
  (change: (transaction: Awaited<ReturnType<SmallLedger['getTransaction']>>['transaction']) => object): Change =>
  (ledger) => {
    const find = ledger.getTransaction.bind(ledger);
    ledger.getTransaction = async (request) => {
      const { transaction } = await find(request);
      return { transaction: { ...transaction, ...change(transaction) } };
    };
  };
const proof =
  (change: Partial<Awaited<ReturnType<SmallLedger['getTransactionProof']>>>): Change =>
  (ledger) => {
    const prove = ledger.getTransactionProof.bind(ledger);
    ledger.getTransactionProof = async (request) => ({ ...(await prove(request)), ...change });
  };
/** The header of its block, changed, with the hash that this header has; mined anew, or left without the work. */
const header =
  (change: object, { isMined }: { isMined: boolean }): Change =>
  (ledger, txid) => {
    const [prove, read] = [ledger.getTransactionProof.bind(ledger), ledger.getBlockHeader.bind(ledger)];
    const forged = async () => {
      const block = { ...(await read({ index: (await prove({ id: txid })).block_hash })), ...change };
      return isMined ? minedBlock(block) : { ...block, hash: toHex(blockHash(block)) };
    };
    ledger.getTransactionProof = async (request) => ({ ...(await prove(request)), block_hash: (await forged()).hash });
    ledger.getBlockHeader = async (request) => {
      const honest = await read(request);
      return honest ?? forged();
    };
  };
/** The proof names the block of the transaction, and another header comes. */
const otherHeader: Change = (ledger) => {
  const read = ledger.getBlockHeader.bind(ledger);
  ledger.getBlockHeader = async (request) => ({ ...(await read(request)), timestamp: 5 });
};

const LIES: [what: string, check: string, lie: Change, options?: object][] = [
  [
    'a changed output',
    'transaction_id',
    content(({ Vout: [first, ...rest] }) => ({ Vout: [{ ...first!, Value: 99n }, ...rest] })),
  ],
  ['a changed recipient', 'transaction_id', content(({ Vout }) => ({ Vout: [...Vout].reverse() }))],
  [
    'another signature',
    'signature',
    content(({ Vin }) => ({
      Vin: Vin.map((input) => ({ ...input, Signature: toBase64(new Uint8Array(64).fill(1)) })),
    })),
  ],
  [
    'another sender',
    'signature',
    content(({ Vin }) => ({ Vin: Vin.map((input) => ({ ...input, PubKey: toBase64(publicKeyOf(generateKey())) })) })),
  ],
  ['no signature', 'signature', content(({ Vin }) => ({ Vin: Vin.map((input) => ({ ...input, Signature: null })) }))],
  ['the proof of another transaction', 'proof', proof({ steps: [{ side: 'right', hash: other }] })],
  ['a proof on the other side', 'proof', proof({ steps: [{ side: 'left', hash: other }] })],
  ['no proof', 'proof', proof({ steps: [] })],
  ['a step that is none', 'form', proof({ steps: [{ side: 'up' as never, hash: other }] })],
  [
    'a proof without an end',
    'form',
    proof({ steps: Array.from({ length: 65 }, () => ({ side: 'left' as const, hash: other })) }),
  ],
  ['the header of another block', 'block_hash', otherHeader],
  ['a header with too little work', 'work', header({ bits: 0 }, { isMined: true })],
  ['a header whose work is not done', 'work', header({ bits: 200 }, { isMined: false })],
  ['less work than the caller wants', 'work', () => {}, { minimumBits: 3 }],
  ['less work than a server does unless it is told', 'work', () => {}, { minimumBits: undefined }],
  [
    'a block that is not below the trusted one',
    'trusted_block',
    header({ timestamp: 7 }, { isMined: true }),
    { isTrusting: true },
  ],
];

describe('a server that lies is found out:', () => {
  it.each(LIES)('%s (%s)', async (_, check, lie, { isTrusting, ...change }: { isTrusting?: boolean } = {}) => {
    const { ledger, txid } = await paid();
    const trustedHash = isTrusting ? ledger.tip : undefined;
    lie(ledger, txid);
    const verified = verifyTransaction(ledger, txid, { ...options, trustedHash, ...change });
    const failure = await verified.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DishonestServer);
    expect(failure).toMatchObject({ code: check });
  });
});
