import { fieldLines } from '../rendering/columns.js';
import { plain } from '../rendering/plain-text.js';
/** A `WalletInfo`. */
export function walletLines(wallet, palette) {
    const fields = [
        ['node', plain(wallet.node_id)],
        ['wallet', plain(wallet.wallet_name)],
        ['address', plain(wallet.address)],
        ['balance', { text: flop(wallet.balance), paint: palette.bold }],
        ['active', plain(wallet.is_active)],
        ['created', plain(wallet.created_at)],
    ];
    return fieldLines(fields);
}
/** An amount as the registry wrote it, to the digit. */
export function flop(amount) {
    return `${plain(amount)} FLOP`;
}
//# sourceMappingURL=wallet-fields.js.map