import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { SqlDepositBook } from '@app/infrastructure/typeorm/registry/sql-deposit-book.js';
import { SqlPaymentOutbox } from '@app/infrastructure/typeorm/registry/sql-payment-outbox.js';
import { TypeormNodeWallets } from '@app/infrastructure/typeorm/registry/typeorm-node-wallets.js';
import type { NodeId } from '@app/node-registry';
import { fingerprintOf, type NodeWallet, PaymentUndecided, SpendingPolicy } from '@app/node-wallet';
import { openRegistryStores, type RegistryStores } from './registry-stores.js';

const FLOP = 100_000_000n;
const NOW_MS = Date.UTC(2026, 10, 21, 12);
const hash = () => randomBytes(32).toString('hex');
const idempotencyKey = {
  key: 'a-payment-01',
  fingerprint: fingerprintOf({ recipientAddress: 'somebody', amountUnits: FLOP }),
};

/** What is told of a payment on a PostgreSQL whose commits wait for a standby, or are not answered. */
describe('answers to payments', () => {
  let stores: RegistryStores;
  let database: Database;
  let wallet: NodeWallet;

  beforeAll(async () => {
    stores = await openRegistryStores('postgres');
    database = stores.database!;
    const deposits = new SqlDepositBook(database);
    const identity = { genesisHash: 'g', chain: 'regtest', walletId: 'w', subversion: '/x/' };
    const nothing = { totalUnits: 0n, entries: [], spentTxids: [], holdings: [], atMs: NOW_MS };
    await deposits.open({ identity, cursor: hash(), ...nothing });
    const nodeId = 'node_1' as NodeId;
    const credential = { kind: 'shared-secret', sealedSecret: Buffer.from('s') } as const;
    await stores.nodes.add({ nodeId, address: '10.0.0.1:9000', capabilities: [], createdAtMs: NOW_MS, credential });
    const wallets = new TypeormNodeWallets(database);
    wallet = await wallets.create({ nodeId, walletName: 'w', address: 'address-1', createdAtMs: NOW_MS });
    const paid = { txid: hash(), vout: 0, address: 'address-1', amountUnits: 9n * FLOP };
    await deposits.ingest([{ ...paid, confirmations: 1, blockHash: hash(), coinbase: false }], [], hash(), NOW_MS);
    const seen = { confirmations: 6, blockHeight: 7, isThere: true };
    const [deposit] = await deposits.unsettled();
    await deposits.move([{ deposit: deposit!, state: 'credited', seen, final: false }], NOW_MS);
  }, 60_000);
  afterAll(() => stores?.stop());

  const reserve = (outbox: SqlPaymentOutbox, isKeyed: boolean) =>
    outbox.reserve({
      ...{ nodeId: wallet.nodeId, recipientAddress: 'somebody', recipientWalletId: undefined, amountUnits: FLOP },
      ...{ policy: new SpendingPolicy(), idempotencyKey: isKeyed ? idempotencyKey : undefined },
      ...{ atMs: NOW_MS, deadlineAtMs: NOW_MS + 1_000 },
    });

  it('are given from what a standby has, also when the payment was made before', async () => {
    const outbox = new SqlPaymentOutbox(database);
    const { payment } = await reserve(outbox, true);
    const inputs = [{ txid: hash(), vout: 1 }];
    await outbox.sign(payment.id, { hex: 'aa', txid: hash(), feeUnits: 1_000n, inputs }, hash(), NOW_MS);
    const waitFor = async (standbys: string) => {
      await database.query(`ALTER SYSTEM SET synchronous_standby_names = '${standbys}'`);
      await database.query('SELECT pg_reload_conf()');
    };
    await waitFor('one_that_is_gone');
    // The processes of the server hear of it one after the other: from the first commit that waits on, all do.
    const probes: Promise<unknown>[] = [];
    for (let isWaiting = false; !isWaiting; ) {
      const probe = database.query(`SELECT pg_logical_emit_message(true, 'test', '')`).then(() => false);
      probes.push(probe);
      isWaiting = await Promise.race([probe, sleep(1_000, true)]);
    }
    const told: string[] = [];
    const asked = [outbox.findByKey(wallet.id, idempotencyKey), outbox.find(payment.id)].map(async (answer) =>
      told.push((await answer)!.state),
    );
    try {
      await sleep(1_000);
      expect(told).toEqual([]);
    } finally {
      await waitFor('');
      await Promise.all([...asked, ...probes]);
    }
    expect(told).toEqual(['signed', 'signed']);
  });

  it('say that the outcome is unknown when the commit that reserves it was not answered', async () => {
    const unanswered = Object.create(database, {
      transaction: {
        value: async (work: Parameters<Database['transaction']>[0]) => {
          await database.transaction(work);
          throw new DatabaseUnavailable(undefined, { ambiguous: true });
        },
      },
    }) as Database;
    await expect(reserve(new SqlPaymentOutbox(unanswered), false)).rejects.toBeInstanceOf(PaymentUndecided);
    const reserved = await new SqlPaymentOutbox(database).open(['created']);
    expect(reserved.map(({ amountUnits }) => amountUnits)).toEqual([FLOP]);
  });
});
