import {
  type Block,
  type BlockTemplate,
  coinbaseTransaction,
  portableSecp256k1,
  sealBlock,
  sha256,
  signingDigest,
  type TransactionTemplate,
  transactionId,
  withWitness,
} from '@app/chain';
import { WorkerBlockSealer } from '@app/infrastructure/crypto/worker-block-sealer.js';
import { inHex } from '../support/in-hex.js';
import { keyPair, scheme } from '../support/ledger.js';

const sealers = [1, 2, 3].map((threads) => ({ threads, sealer: new WorkerBlockSealer(threads) }));

afterAll(async () => {
  for (const { sealer } of sealers) await sealer.close();
});

/** A payment of one coin, made up: what the coins are is the caller's word. */
function payment(number: number): TransactionTemplate {
  const { privateKey, publicKey } = keyPair(number);
  const spends = [{ value: BigInt(number), pubKeyHash: sha256(publicKey) }];
  const inputs = [{ txid: sha256(publicKey), vout: 0, signature: null, publicKey: Buffer.alloc(0) }];
  const outputs = [{ value: BigInt(number), pubKeyHash: Buffer.alloc(32, 7) }];
  return {
    transaction: { id: transactionId(inputs, outputs), inputs, outputs },
    spends,
    signer: { privateKey, publicKey },
  };
}

function template(payments: readonly TransactionTemplate[]): BlockTemplate {
  const hash = Buffer.alloc(32, 3);
  return {
    header: { height: 9, prevHash: hash, timestamp: 20, bits: 4 },
    parent: { hash, header: { height: 8, timestamp: 10 } },
    transactions: [{ transaction: coinbaseTransaction(Buffer.alloc(32, 5), 'a reward'), spends: [] }, ...payments],
  };
}

/** Adds the transactions in three portions, as they come while another block is being sealed. */
function sealed(sealer: WorkerBlockSealer, { header, parent, transactions }: BlockTemplate): Promise<Block> {
  const block = sealer.begin();
  const third = Math.ceil(transactions.length / 3);
  for (let at = 0; at < transactions.length; at += third) block.add(transactions.slice(at, at + third));
  return block.seal({ header, parent });
}

describe.each(sealers)('with $threads threads', ({ sealer }) => {
  test.each([1, 15, 40, 200])(
    'a block of a reward and %i payments is the same to the byte as one sealed here',
    async (count) => {
      const given = template(Array.from({ length: count }, (_, at) => payment(at + 1)));
      expect(inHex(await sealed(sealer, given))).toEqual(inHex(sealBlock(given, scheme)));
    },
  );

  test('a signature of something else makes no block', async () => {
    const { transaction, spends, signer } = payment(500);
    const signature = scheme.sign(sha256(Buffer.from('another message')), signer!.privateKey);
    const wrong = { transaction: withWitness(transaction, signer!.publicKey, signature), spends };
    const payments = Array.from({ length: 40 }, (_, at) => payment(at + 1));
    await expect(sealed(sealer, template([...payments, wrong]))).rejects.toThrow('a signature does not verify');
  });

  test('a payment that its owner signed is verified and kept as it is', async () => {
    const { transaction, spends, signer } = payment(500);
    const signature = scheme.sign(signingDigest(transaction.id), signer!.privateKey);
    const signed = { transaction: withWitness(transaction, signer!.publicKey, signature), spends };
    const given = template([...Array.from({ length: 80 }, (_, at) => payment(at + 1)), signed]);
    expect(inHex(await sealed(sealer, given))).toEqual(inHex(sealBlock(given, scheme)));
  });

  test('a block that is given up does not disturb the next', async () => {
    const block = sealer.begin();
    block.add(Array.from({ length: 60 }, (_, at) => payment(at + 1)));
    block.abandon();
    const given = template([payment(1), payment(2)]);
    expect(inHex(await sealed(sealer, given))).toEqual(inHex(sealBlock(given, scheme)));
  });

  test('a key that does not own the coin makes no block', async () => {
    const payments = Array.from({ length: 40 }, (_, at) => payment(at + 1));
    const stranger = { ...payment(50), signer: payment(51).signer! };
    await expect(sealed(sealer, template([...payments, stranger]))).rejects.toThrow('the key does not own the output');
  });

  test('what one payment makes the next may spend, and not the other way round', async () => {
    const first = payment(5);
    const { privateKey, publicKey } = keyPair(6);
    const outputs = [{ value: 5n, pubKeyHash: sha256(publicKey) }];
    const made = { ...first.transaction, outputs, id: transactionId(first.transaction.inputs, outputs) };
    const inputs = [{ txid: made.id, vout: 0, signature: null, publicKey: Buffer.alloc(0) }];
    const onward = [{ value: 5n, pubKeyHash: Buffer.alloc(32, 8) }];
    const makes = { ...first, transaction: made };
    const spends: TransactionTemplate = {
      transaction: { id: transactionId(inputs, onward), inputs, outputs: onward },
      spends: outputs,
      signer: { privateKey, publicKey },
    };
    const filler = Array.from({ length: 40 }, (_, at) => payment(at + 100));
    await expect(sealed(sealer, template([makes, ...filler, spends]))).resolves.toBeDefined();
    // The caller vouches for the coins, so only spending one twice can be noticed here.
    await expect(
      sealed(sealer, template([makes, ...filler, spends, { ...spends, transaction: twin(spends) }])),
    ).rejects.toThrow('an input spends what is not unspent');
  });
});

/** The same coin for somebody else. */
function twin({ transaction }: TransactionTemplate) {
  const outputs = [{ value: 5n, pubKeyHash: Buffer.alloc(32, 9) }];
  return { ...transaction, outputs, id: transactionId(transaction.inputs, outputs) };
}

test('both implementations of secp256k1 seal the same block', () => {
  const given = template([payment(1), payment(2)]);
  expect(inHex(sealBlock(given, portableSecp256k1))).toEqual(inHex(sealBlock(given, scheme)));
});
