import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import { type Cell, type Column, fieldLines, tableLines } from '../../asking/rendering/columns.js';
import { type Palette, stateColour } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { moreLines, rowsOf } from '../page-lines.js';

const COLUMNS: readonly Column[] = [
  { title: 'node' },
  { title: 'status' },
  { title: 'health' },
  { title: 'reputation', align: 'right' },
  { title: 'address' },
  { title: 'capabilities' },
];

/** `{nodes: NodeInfo[], next_cursor}` */
export function nodeListLines({ nodes, next_cursor: next }: JsonObject, palette: Palette): string[] {
  const rows = rowsOf(nodes);
  if (rows.length === 0) return ['no nodes'];
  // Whose they are, and of when, where those of other registries were asked for.
  const isOfMany = rows.some(({ origin }) => origin !== undefined);
  const lines = tableLines(
    isOfMany ? [...COLUMNS, { title: 'origin' }, { title: 'as of' }] : COLUMNS,
    rows.map((node) => [...cellsOf(node, palette), ...(isOfMany ? [plain(node.origin), plain(node.as_of)] : [])]),
    palette.faint,
  );
  return [...lines, ...moreLines(next)];
}

/** A `NodeInfo`. */
export function nodeLines(node: JsonObject, palette: Palette): string[] {
  const [id, status, health, reputation, address, capabilities] = cellsOf(node, palette);
  return fieldLines([
    ['node', id!],
    ['address', address!],
    ['status', status!],
    ['health', health!],
    ['wallet', plain(node.wallet_health)],
    ['reputation', reputation!],
    ['capabilities', capabilities!],
    ['last heartbeat', plain(node.last_heartbeat)],
    ['created', plain(node.created_at)],
  ]);
}

function cellsOf(node: JsonObject, palette: Palette): Cell[] {
  const state = (name: string): Cell => {
    const text = plain(node[name]);
    return { text, paint: stateColour(palette, text) };
  };
  return [
    { text: plain(node.node_id), paint: palette.bold },
    state('status'),
    state('health'),
    plain(node.reputation),
    plain(node.address),
    plain(node.capabilities),
  ];
}
