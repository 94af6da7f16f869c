import { isJsonObject, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { type Cell, fieldLines } from '../../asking/rendering/columns.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';

export function addReturn(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('return'))
    .description('the return of a period: what was assessed, charged, left and refunded')
    .argument('<period>', 'such as 1448')
    .option('--csv', 'as CSV, for a spreadsheet')
    .addHelpText('after', '\nExample:\n  mizan zakat return 1448 --csv > return-1448.csv')
    .action(async (period: string, { csv }: { csv?: boolean }, command: Command) => {
      const inquiry = new LedgerInquiry(command, context);
      return csv
        ? inquiry.print(await inquiry.download({ operation: 'getZakatReturnSheet', fields: { period } }))
        : inquiry.ask({ operation: 'getZakatReturn', fields: { period } }, returnLines);
    });
}

/** Every member that the return has, a sum as number and units. */
function returnLines(answer: JsonObject): string[] {
  return fieldLines(Object.entries(answer).flatMap(([name, value]) => factsOf(name.replaceAll('_', ' '), value)));
}

function factsOf(name: string, value: JsonValue): (readonly [string, Cell])[] {
  if (!isJsonObject(value)) return [[name, name === 'net' ? `${plain(value)} units` : plain(value)]];
  const { number, units } = value;
  if (number !== undefined && units !== undefined) return [[name, `${plain(number)}: ${plain(units)} units`]];
  return Object.entries(value).flatMap(([inner, sum]) => factsOf(inner, sum));
}
