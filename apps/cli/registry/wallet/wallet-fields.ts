import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import { type Cell, fieldLines } from '../../asking/rendering/columns.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';

/** A `WalletInfo`. */
export function walletLines(wallet: JsonObject, palette: Palette): string[] {
  const fields: [string, Cell][] = [
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
export function flop(amount: JsonObject[string] | undefined): string {
  return `${plain(amount)} FLOP`;
}
