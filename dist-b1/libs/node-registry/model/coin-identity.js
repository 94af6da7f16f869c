import { WrongChainOrWallet } from '../node-registry.errors.js';
/** @throws WrongChainOrWallet when `seen` is another chain or wallet than `pinned`. */
export function requireSameIdentity(pinned, seen) {
    const differs = ['genesisHash', 'chain', 'walletId'].filter((field) => pinned[field] !== seen[field]);
    if (differs.length > 0)
        throw new WrongChainOrWallet({ cause: new Error(`differs in ${differs.join(', ')}`) });
}
//# sourceMappingURL=coin-identity.js.map