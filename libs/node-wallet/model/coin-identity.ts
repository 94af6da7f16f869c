import { WrongChainOrWallet } from '../coin.errors.js';

/** Which chain and which wallet answer. Stored at the first contact ("pinned") and compared ever after. */
export interface CoinIdentity {
  /** Hash of block 0, 64 hex digits. */
  genesisHash: string;
  /** `main`, `test` or `regtest`. */
  chain: string;
  /** Id of the wallet's master key. Encrypting the wallet changes it too, and then the operator pins anew. */
  walletId: string;
  /** How the daemon names itself, such as `/Floptoshi:2.0.0/`. Not compared: an upgrade changes it. */
  subversion: string;
}

/** @throws WrongChainOrWallet when `seen` is another chain or wallet than `pinned`. */
export function requireSameIdentity(pinned: CoinIdentity, seen: CoinIdentity): void {
  const differs = (['genesisHash', 'chain', 'walletId'] as const).filter((field) => pinned[field] !== seen[field]);
  if (differs.length > 0) throw new WrongChainOrWallet({ cause: new Error(`differs in ${differs.join(', ')}`) });
}
