/** Where a user's private key is sealed to. */
export function privateKeySeal(userId, address) {
    return { table: 'wallet_profiles', column: 'private_key', row: `${userId}|${address}` };
}
/** The wallets of registered users. */
export class WalletDirectory {
}
//# sourceMappingURL=wallet-directory.js.map