import { LedgerClient, type Wallet } from '../../support/ledger-client.js';

/** What the pages are looked at with. */
export interface SmallTown {
  readonly api: LedgerClient;
  readonly amina: Wallet;
  readonly bilal: Wallet;
  /** Hex ID of a transfer from Amina to Bilal, and the height of its block. */
  readonly txid: string;
  readonly height: number;
}

/** Two wallets, one with more lines of history than a page has. */
export async function settle(url: string): Promise<SmallTown> {
  const api = new LedgerClient(url);
  const [amina, bilal] = [await api.fundedWallet(3), await api.createWallet()];
  for (let payment = 1; payment <= 28; payment++) await api.pay(amina, bilal.address, payment * 10);
  const { txid } = await api.pay(amina, bilal.address, 1_234);
  return { api, amina, bilal, txid, height: (await api.chain()).height };
}
