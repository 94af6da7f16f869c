import {
  type CoinOutpoint,
  FlopcoinWallet,
  parseFlopAddress,
  type ReceivedEntry,
  type ReceivedPage,
  type WalletTotals,
  type WalletTransaction,
} from '@app/node-wallet';
import { NETWORK } from './devnet-parameters.js';
import type { DevnetSession } from './devnet-session.js';
import type { CoinState } from './devnet-wallets.js';
import { viewTransaction } from './view-transaction.js';

export class DevnetFlopcoinWallet extends FlopcoinWallet {
  constructor(private readonly session: DevnetSession) {
    super();
  }

  override newAddress(label: string): Promise<string> {
    return this.session.call('newAddress', () => this.session.devnet.newAddress('registry', label));
  }

  override validateAddress(text: string): Promise<{ valid: boolean }> {
    return this.session.call('validateAddress', () => ({ valid: parseFlopAddress(text)?.network === NETWORK }));
  }

  override transaction(txid: string): Promise<WalletTransaction | null> {
    return this.session.call('transaction', () => viewTransaction(this.session.devnet, txid));
  }

  override receivedSince(cursor: string | null): Promise<ReceivedPage> {
    return this.session.call('receivedSince', () => {
      const { ledger, wallets } = this.session.devnet;
      const forkHeight = this.forkHeight(cursor);
      const transactions = wallets.registryTransactions
        .filter((txid) => (ledger.heightOf(txid) ?? Number.POSITIVE_INFINITY) > forkHeight)
        .map((txid) => viewTransaction(this.session.devnet, txid)!);
      const spends = transactions.filter(({ details }) => details.some(({ category }) => category === 'send'));
      return {
        sightings: new Map(
          transactions
            .filter(({ details }) => details.length > 0)
            .map(({ txid, confirmations, height }) => [txid, { confirmations, height }]),
        ),
        entries: transactions.flatMap(receivedEntries),
        spentTxids: spends.map(({ txid }) => txid),
        cursor: ledger.tip.hash,
      };
    });
  }

  override holdings(): Promise<string[]> {
    return this.session.call('holdings', () => {
      const { wallets } = this.session.devnet;
      const held = wallets.coins('registry').filter((coin) => wallets.state(coin) !== 'gone');
      return [...new Set(held.map(({ txid }) => txid))];
    });
  }

  override totals(): Promise<WalletTotals> {
    return this.session.call('totals', () => {
      const { ledger, wallets } = this.session.devnet;
      const sums: Record<CoinState, bigint> = { trusted: 0n, unconfirmed: 0n, immature: 0n, gone: 0n };
      for (const coin of wallets.coins('registry')) sums[wallets.state(coin)] += coin.amountUnits;
      const { height, hash } = ledger.tip;
      return {
        height,
        tipHash: hash,
        trustedUnits: sums.trusted,
        unconfirmedUnits: sums.unconfirmed,
        immatureUnits: sums.immature,
      };
    });
  }

  /** Found in the list of what the wallet has sent, as with Core: one that pays change addresses alone is not in it. */
  override spenderOf(outpoint: CoinOutpoint): Promise<{ txid: string; confirmations: number } | null> {
    return this.session.call('spenderOf', () => {
      const { devnet } = this.session;
      const txid = devnet.ledger.spenderOf(outpoint);
      const spender = txid === null ? null : viewTransaction(devnet, txid);
      const isListed = spender?.details.some(({ category }) => category === 'send');
      return spender && isListed ? { txid: spender.txid, confirmations: spender.confirmations } : null;
    });
  }

  /** Blocks after it are told. Of a block that was left behind, it is where the branches part. */
  private forkHeight(cursor: string | null): number {
    const { ledger } = this.session.devnet;
    let block = cursor === null ? null : ledger.block(cursor);
    while (block && !ledger.isOnBestChain(block)) block = ledger.block(block.previousHash);
    return block?.height ?? -1;
  }
}

function receivedEntries({ txid, confirmations, blockHash, details }: WalletTransaction): ReceivedEntry[] {
  return details.flatMap(({ category, address, vout, amountUnits }) =>
    category === 'send'
      ? []
      : [{ txid, vout, address, amountUnits, confirmations, blockHash, coinbase: category === 'coinbase' }],
  );
}
