import {
  type CoinOutpoint,
  CoreAnswerMalformed,
  CoreUnavailable,
  FlopcoinWallet,
  type ReceivedPage,
  type WalletTotals,
  type WalletTransaction,
} from '@app/node-wallet';
import { outpointKey } from './coin-transaction.js';
import {
  hashField,
  integerField,
  list,
  listField,
  malformed,
  positiveUnitsField,
  text,
  whyUnreadable,
} from './core-answer.js';
import { readHeader, unless } from './core-flopcoin-node.js';
import { readListed, sightingsOf } from './core-listed-rows.js';
import type { CoreSession } from './core-session.js';
import { readWalletTransaction } from './core-wallet-answers.js';
import { recipientScript } from './recipient-script.js';
import { RpcCode, RpcError } from './rpc-answer.js';

const MAX_TIP_MOVES = 5;

export class CoreFlopcoinWallet extends FlopcoinWallet {
  constructor(private readonly session: CoreSession) {
    super();
  }

  override newAddress(label: string): Promise<string> {
    return this.session.trusted(async () => {
      const address = text(await this.session.rpc.write('getnewaddress', [label]), 'getnewaddress');
      if (!/^[0-9A-Za-z]{20,128}$/.test(address)) throw malformed('getnewaddress');
      return address;
    });
  }

  override validateAddress(address: string): Promise<{ valid: boolean }> {
    return this.session.trusted(async () => ({ valid: (await recipientScript(this.session, address)) !== null }));
  }

  override async transaction(txid: string): Promise<WalletTransaction | null> {
    if (!/^[0-9a-f]{64}$/.test(txid)) return null;
    return this.session.trusted(() => this.readTransaction(txid));
  }

  override receivedSince(cursor: string | null): Promise<ReceivedPage> {
    return this.session.trusted(async () => {
      const answer = await this.listSince(cursor);
      const { listed, oddRows } = readListed(listField(answer, 'transactions'));
      for (const { why } of oddRows) this.session.rpc.leftOut('listsinceblock', why);
      const lastBlock = hashField(answer, 'lastblock');
      const spentTxids = listed.flatMap(({ txid, isSent }) => (isSent && txid !== null ? [txid] : []));
      return {
        sightings: sightingsOf(listed, (await readHeader(this.session, lastBlock)).height),
        entries: listed.flatMap(({ received }) => (received ? [received] : [])),
        spentTxids: [...new Set(spentTxids)],
        cursor: lastBlock,
        ...(oddRows.length > 0 && { oddRows }),
      };
    });
  }

  override holdings(): Promise<string[]> {
    return this.session.trusted(async () => {
      const unspent = await this.txidsOf('listunspent', [0]);
      return [...new Set([...unspent, ...(await this.txidsOf('listlockunspent'))])];
    });
  }

  /** `getwalletinfo` reads the three figures under one lock; the tip is looked at before and after. */
  override totals(): Promise<WalletTotals> {
    return this.session.trusted(async () => {
      let before = await this.tip();
      for (let attempt = 0; attempt < MAX_TIP_MOVES; attempt++) {
        const info = await this.session.rpc.read('getwalletinfo');
        const after = await this.tip();
        if (after.tipHash === before.tipHash)
          return {
            ...after,
            trustedUnits: positiveUnitsField(info, 'balance'),
            unconfirmedUnits: positiveUnitsField(info, 'unconfirmed_balance'),
            immatureUnits: positiveUnitsField(info, 'immature_balance'),
          };
        before = after;
      }
      throw new CoreUnavailable('moving_tip', { retryAfterSeconds: 1 });
    });
  }

  override spenderOf(
    outpoint: CoinOutpoint,
    sinceBlock: string | null,
  ): Promise<{ txid: string; confirmations: number } | null> {
    return this.session.trusted(async () => {
      const { listed } = readListed(listField(await this.listSince(sinceBlock), 'transactions'));
      const sent = new Set(listed.flatMap(({ txid, isSent }) => (isSent && txid !== null ? [txid] : [])));
      let spender: { txid: string; confirmations: number } | null = null;
      for (const txid of sent) {
        const transaction = await this.readTransaction(txid).catch((error: unknown) => this.unlessUnreadable(error));
        const spends = transaction?.inputs.some(
          (input) => input.txid === outpoint.txid && input.vout === outpoint.vout,
        );
        if (!transaction || !spends || transaction.confirmations < 0) continue;
        if (!spender || transaction.confirmations > spender.confirmations)
          spender = { txid, confirmations: transaction.confirmations };
      }
      return spender;
    });
  }

  private readTransaction(txid: string): Promise<WalletTransaction | null> {
    return unless(RpcCode.addressOrKey, async () => {
      const told = await readWalletTransaction(await this.session.rpc.read('gettransaction', [txid]), this.session);
      if (told.abandoned !== null || told.confirmations !== 0) return told;
      return { ...told, abandoned: await this.hasFreeCoins(told) };
    });
  }

  /** Of a transaction without rows Core does not say whether it was abandoned; that its coins can be spent again says so. */
  private async hasFreeCoins({ txid, inputs }: WalletTransaction): Promise<boolean> {
    const entry = await unless(RpcCode.addressOrKey, () => this.session.rpc.read('getmempoolentry', [txid]));
    if (entry !== null) return false;
    const rows = list(await this.session.rpc.read('listunspent', [0]), 'listunspent');
    const free = new Set(
      this.session.rpc.readableRows('listunspent', rows, (row) =>
        outpointKey({ txid: hashField(row, 'txid'), vout: integerField(row, 'vout') }),
      ),
    );
    return inputs.some((input) => free.has(outpointKey(input)));
  }

  private async txidsOf(method: 'listunspent' | 'listlockunspent', parameters: unknown[] = []): Promise<string[]> {
    const rows = list(await this.session.rpc.read(method, parameters), method);
    return this.session.rpc.readableRows(method, rows, (row) => hashField(row, 'txid'));
  }

  /** One transaction among many that cannot be read proves nothing, and says nothing of the others. */
  private unlessUnreadable(error: unknown): null {
    if (!(error instanceof CoreAnswerMalformed)) throw error;
    this.session.rpc.leftOut('gettransaction', whyUnreadable(error));
    return null;
  }

  private async tip(): Promise<{ height: number; tipHash: string }> {
    const info = await this.session.rpc.read('getblockchaininfo');
    return { height: integerField(info, 'blocks'), tipHash: hashField(info, 'bestblockhash') };
  }

  /** An unknown block makes Flopcoin answer with all of history and Litecoin refuse (-5, -8): here it is all of history. */
  private async listSince(blockHash: string | null): Promise<unknown> {
    if (blockHash === null) return this.session.rpc.read('listsinceblock');
    try {
      return await this.session.rpc.read('listsinceblock', [blockHash, 1]);
    } catch (error) {
      const unknown =
        error instanceof RpcError && (error.code === RpcCode.addressOrKey || error.code === RpcCode.parameter);
      if (!unknown) throw error;
      return this.session.rpc.read('listsinceblock');
    }
  }
}
