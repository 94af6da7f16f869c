import * as secp256k1 from '@noble/secp256k1';
import type { LedgerClient, Transaction, Wallet } from './ledger-client.js';
import { REWARD, succeeded } from './ledger-client.js';
import { signingDigestOf, transactionIdOf } from './wire-format.js';

export interface OwnedOutput {
  /** Hex. */
  readonly txid: string;
  readonly vout: number;
  readonly value: number;
}

/** Most outputs, and about as many inputs, that fit into one body of `POST /transactions/submit`. */
export const MOST_PARTS = 3_400;

/** The body that spends `coins`, all of one owner, and pays `values` to the address `to`, signed once for all inputs. */
export async function largeTransfer(
  owner: Wallet,
  coins: readonly OwnedOutput[],
  values: readonly number[],
  to: string,
) {
  const key = Buffer.from(owner.private_key, 'hex');
  const PubKeyHash = Buffer.from(to, 'hex').toString('base64');
  const transaction = {
    Vin: coins.map(({ txid, vout }) => ({ Txid: Buffer.from(txid, 'hex').toString('base64'), Vout: vout })),
    Vout: values.map((Value) => ({ Value, PubKeyHash })),
  };
  const txid = transactionIdOf(transaction as unknown as Transaction);
  const signature = await secp256k1.signAsync(signingDigestOf(txid), key, { prehash: false, lowS: true });
  const body = {
    transaction,
    signature: Buffer.from(signature).toString('hex'),
    public_key: Buffer.from(secp256k1.getPublicKey(key, true)).toString('hex'),
  };
  return { txid, body };
}

/** Submits {@link largeTransfer}; the outputs that it made. */
export async function submitLarge(
  client: LedgerClient,
  owner: Wallet,
  transfer: { coins: readonly OwnedOutput[]; values: readonly number[]; to?: string },
): Promise<OwnedOutput[]> {
  const { txid, body } = await largeTransfer(owner, transfer.coins, transfer.values, transfer.to ?? owner.address);
  succeeded(await client.post('/transactions/submit', body));
  return transfer.values.map((value, vout) => ({ txid, vout, value }));
}

/** A new coin of the faucet's, and so many out of it. */
export async function manyCoins(client: LedgerClient, owner: Wallet, count = MOST_PARTS): Promise<OwnedOutput[]> {
  return split(client, owner, await reward(client, owner), count);
}

/** A new coin of the faucet's. */
export async function reward(client: LedgerClient, owner: Wallet): Promise<OwnedOutput> {
  const { txid } = await client.fund(owner.address);
  return { txid, vout: 0, value: REWARD };
}

/** So many coins out of one: all of one unit but the last. */
export function split(client: LedgerClient, owner: Wallet, coin: OwnedOutput, count = MOST_PARTS) {
  const values = [...Array<number>(count - 1).fill(1), coin.value - count + 1];
  return submitLarge(client, owner, { coins: [coin], values });
}

/** One coin out of many of the same owner. */
export async function oneCoin(
  client: LedgerClient,
  owner: Wallet,
  coins: readonly OwnedOutput[],
): Promise<OwnedOutput> {
  const total = coins.reduce((sum, { value }) => sum + value, 0);
  return (await submitLarge(client, owner, { coins, values: [total] }))[0]!;
}
