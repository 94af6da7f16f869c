import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { factLines, member, members, optional, rowLines, units } from '../zakat/facts.js';

export function orderLines(order: JsonObject, palette: Palette): string[] {
  const { by, reason } = member(order.rejected);
  const approvals = members(order.approvals).map(({ by }) => plain(by));
  return factLines([
    ['order', plain(order.id)],
    ['state', { text: plain(order.state), paint: palette.bold }],
    ['amount', { text: units(order.amount), paint: palette.bold }],
    ['address', plain(order.address)],
    ['reference', plain(order.reference)],
    ['hash', plain(order.hash)],
    ['proposed', `by ${plain(member(order.proposed).by)}`],
    ['approved', approvals.length === 0 ? undefined : `by ${approvals.join(', ')}`],
    ['rejected', by === undefined ? undefined : `by ${plain(by)}: ${plain(reason)}`],
    ['txid', optional(member(order.mined).txid)],
    ['block', optional(member(order.mined).height)],
  ]);
}

export function orderTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['state', ({ state }) => plain(state)],
      ['amount', ({ amount }) => plain(amount), 'right'],
      ['reference', ({ reference }) => plain(reference)],
      ['address', ({ address }) => plain(address)],
      ['proposed', ({ proposed }) => plain(member(proposed).at)],
      ['order', ({ id }) => plain(id)],
    ],
    'no orders',
    palette,
  );
}

export function treasuryLines(treasury: JsonObject): string[] {
  return factLines([
    ['address', plain(treasury.address)],
    ['balance', units(treasury.balance)],
    ['approvals', plain(treasury.approvals)],
    ['issues a day', units(treasury.issue_limit_per_day)],
    ['redemptions a day', units(treasury.redemption_limit_per_day)],
  ]);
}
