import {
  type CoinTransaction,
  isCoinbase,
  serializeTransaction,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { addressOfScript } from '@app/infrastructure/flopcoin/output-script.js';
import type { TransactionDetail, WalletTransaction } from '@app/node-wallet';
import type { Devnet } from './devnet.js';
import { NETWORK } from './devnet-parameters.js';

/** What never changes about a transaction, and is slow to spell: its bytes, and the address of each output. */
const spelled = new WeakMap<CoinTransaction, { hex: string; addresses: (string | null)[] }>();

/** What Core's `gettransaction` would tell about it from the registry's wallet; null when the wallet has no part in it. */
export function viewTransaction(devnet: Devnet, txid: string): WalletTransaction | null {
  const { ledger, wallets } = devnet;
  const transaction = ledger.transaction(txid);
  if (!transaction || !wallets.isRegistryTransaction(txid)) return null;
  const confirmations = ledger.confirmations(txid);
  const height = ledger.heightOf(txid);
  const { hex, addresses } = spell(transaction);
  const listed = details(devnet, transaction, confirmations < 0);
  return {
    txid,
    confirmations,
    blockHash: height === null ? null : ledger.blockAt(height)!.hash,
    height,
    feeUnits: ownFee(devnet, transaction),
    walletConflicts: wallets.conflicts(txid),
    details: listed,
    inputs: transaction.inputs.map((input) => ({ txid: input.txid, vout: input.vout })),
    outputs: transaction.outputs.map(({ amountUnits }, vout) => ({ vout, amountUnits, address: addresses[vout]! })),
    creditUnits: ownCredit(devnet, transaction),
    debitUnits: ownDebit(devnet, transaction),
    abandoned: listed.length > 0 ? ledger.standing(txid) === 'abandoned' : hasFreeCoins(devnet, transaction),
    hex,
  };
}

function spell(transaction: CoinTransaction) {
  const known = spelled.get(transaction);
  if (known) return known;
  const made = {
    hex: serializeTransaction(transaction).toString('hex'),
    addresses: transaction.outputs.map(({ script }) => addressOfScript(script, NETWORK)),
  };
  spelled.set(transaction, made);
  return made;
}

/** A spend stays listed whatever becomes of it, without its change; a deposit that was double-spent loses all its rows, as in Core. */
function details({ wallets }: Devnet, transaction: CoinTransaction, conflicted: boolean): TransactionDetail[] {
  const spendsOurs = transaction.inputs.some((input) => wallets.coin(input)?.owner.owner === 'registry');
  if (conflicted && !spendsOurs) return [];
  const received = isCoinbase(transaction) ? 'coinbase' : 'receive';
  return transaction.outputs.flatMap(({ amountUnits, script }, vout) => {
    const owner = wallets.ownerOf(script);
    const ours = owner?.owner === 'registry';
    if (spendsOurs && ours && owner.purpose === 'change') return [];
    const row = { address: spell(transaction).addresses[vout]!, vout, amountUnits };
    const rows: TransactionDetail[] = spendsOurs ? [{ category: 'send', ...row }] : [];
    if (ours) rows.push({ category: received, ...row });
    return rows;
  });
}

/** Of a transaction without rows Core does not say whether it was abandoned: that its coins can be spent again says so. */
function hasFreeCoins({ wallets }: Devnet, { inputs }: CoinTransaction): boolean {
  return inputs.some((input) => {
    const coin = wallets.coin(input);
    return coin?.owner.owner === 'registry' && ['trusted', 'unconfirmed'].includes(wallets.state(coin));
  });
}

function ownCredit({ wallets }: Devnet, { outputs }: CoinTransaction): bigint {
  return outputs.reduce(
    (sum, { amountUnits, script }) => (wallets.ownerOf(script)?.owner === 'registry' ? sum + amountUnits : sum),
    0n,
  );
}

function ownDebit({ wallets }: Devnet, { inputs }: CoinTransaction): bigint {
  return inputs.reduce((sum, input) => {
    const coin = wallets.coin(input);
    return coin?.owner.owner === 'registry' ? sum + coin.amountUnits : sum;
  }, 0n);
}

/** Inputs less outputs, when every input is the registry's. */
function ownFee({ wallets }: Devnet, transaction: CoinTransaction): bigint | null {
  let feeUnits = 0n;
  for (const input of transaction.inputs) {
    const coin = wallets.coin(input);
    if (coin?.owner.owner !== 'registry') return null;
    feeUnits += coin.amountUnits;
  }
  return transaction.outputs.reduce((rest, output) => rest - output.amountUnits, feeUnits);
}
