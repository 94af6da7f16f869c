import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { factLines, member, members, optional, rowLines, units } from './facts.js';

export function voucherLines(voucher: JsonObject, palette: Palette): string[] {
  const { name, address } = member(voucher.beneficiary);
  const { by, reason } = member(voucher.rejected);
  const approvals = members(voucher.approvals).map(({ by }) => plain(by));
  return factLines([
    ['voucher', plain(voucher.id)],
    ['state', { text: plain(voucher.state), paint: palette.bold }],
    ['kind', optional(voucher.asnaf) ? `${plain(voucher.kind)} to ${plain(voucher.asnaf)}` : plain(voucher.kind)],
    ['receipt', optional(voucher.receipt)],
    ['period', plain(voucher.period)],
    ['amount', { text: units(voucher.amount), paint: palette.bold }],
    ['to', plain(name)],
    ['address', plain(address)],
    ['note', plain(voucher.note)],
    ['proposed', `by ${plain(member(voucher.proposed).by)}`],
    ['approved', approvals.length === 0 ? undefined : `by ${approvals.join(', ')}`],
    ['rejected', by === undefined ? undefined : `by ${plain(by)}: ${plain(reason)}`],
    ['txid', optional(member(voucher.paid).txid)],
    ['block', optional(member(voucher.paid).height)],
  ]);
}

/** What a payment came to: it was made, or somebody else has to sign it. */
export function paidLines({ voucher, digest }: JsonObject, palette: Palette): string[] {
  const lines = voucherLines(member(voucher), palette);
  if (digest === undefined) return lines;
  return [
    ...lines,
    `to sign  ${plain(digest)}`,
    'it is not paid yet: --json prints the transaction to sign and submit',
  ];
}

export function voucherTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['state', ({ state }) => plain(state)],
      ['kind', ({ kind }) => plain(kind)],
      ['asnaf', ({ asnaf }) => optional(asnaf)],
      ['period', ({ period }) => plain(period)],
      ['amount', ({ amount }) => plain(amount), 'right'],
      ['to', ({ beneficiary }) => plain(member(beneficiary).name)],
      ['proposed', ({ proposed }) => plain(member(proposed).at)],
      ['voucher', ({ id }) => plain(id)],
    ],
    'no vouchers',
    palette,
  );
}
