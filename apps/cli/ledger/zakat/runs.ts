import { isJsonObject, type JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addPageOptions, type PageFlags } from '../ledger-options.js';
import { factLines, members, optional, rowLines, units } from './facts.js';

export function addRuns(parent: Command, context: CommandContext): void {
  addPageOptions(addLedgerOptions(parent.command('runs')))
    .description('the runs of assessments, the newest first; or how far one is')
    .argument('[run]', 'only this one')
    .action((id: string | undefined, { limit, cursor }: PageFlags, command: Command) => {
      const inquiry = new LedgerInquiry(command, context);
      return id === undefined
        ? inquiry.askList({ operation: 'listZakatRuns', fields: { limit, cursor } }, runTable, (answer) =>
            isJsonObject(answer) && Array.isArray(answer.runs) ? members(answer.runs) : undefined,
          )
        : inquiry.ask({ operation: 'getZakatRun', fields: { id } }, runLines);
    });
}

/** One run, and how far it is. */
export function runLines(run: JsonObject, palette: Palette): string[] {
  return factLines([
    ['run', plain(run.id)],
    ['assessment', plain(run.assessment_id)],
    ['period', plain(run.period)],
    ['state', { text: plain(run.state), paint: palette.bold }],
    ['processed', `${plain(run.processed)} of ${plain(run.total)} wallets`],
    ['charged', `${plain(run.charged)}: ${units(run.total_units)}`],
    ['outstanding', plain(run.outstanding)],
    ['failed', plain(run.failed)],
    ['blocks', String(Array.isArray(run.block_hashes) ? run.block_hashes.length : 0)],
    ['pool', plain(run.pool_address)],
    ['started', plain(run.started_at)],
    ['completed', optional(run.completed_at)],
  ]);
}

function runTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['run', ({ id }) => plain(id)],
      ['period', ({ period }) => plain(period)],
      ['state', ({ state }) => plain(state)],
      ['processed', ({ processed, total }) => `${plain(processed)}/${plain(total)}`, 'right'],
      ['charged', ({ charged }) => plain(charged), 'right'],
      ['outstanding', ({ outstanding }) => plain(outstanding), 'right'],
      ['failed', ({ failed }) => plain(failed), 'right'],
      ['units', ({ total_units }) => plain(total_units), 'right'],
      ['started', ({ started_at }) => plain(started_at)],
    ],
    'no runs',
    palette,
  );
}
