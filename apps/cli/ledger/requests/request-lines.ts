import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { factLines, member, optional, rowLines, units } from '../zakat/facts.js';

export function requestLines(request: JsonObject, palette: Palette): string[] {
  return factLines([
    ['request', plain(request.id)],
    ['state', { text: plain(request.state), paint: palette.bold }],
    ['amount', units(request.amount)],
    ['paid', units(request.paid_units)],
    ['to', plain(request.checksummed_address)],
    ['note', optional(request.note)],
    ['reference', optional(request.reference)],
    ['expires', optional(request.expires_at)],
    ['txid', optional(member(request.paid).txid)],
    ['uri', plain(request.uri)],
  ]);
}

export function requestTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['made', ({ created_at }) => plain(created_at)],
      ['amount', ({ amount }) => plain(amount), 'right'],
      ['paid', ({ paid_units }) => plain(paid_units), 'right'],
      ['state', ({ state }) => plain(state)],
      ['reference', ({ reference }) => optional(reference)],
      ['note', ({ note }) => optional(note)],
      ['request', ({ id }) => plain(id)],
    ],
    'no payment requests',
    palette,
  );
}
