import type { TellingLine } from '../model/history-line.js';
import { StatementPrinter } from '../ports/statement-printer.js';
import { StatementTooLong } from '../reporting.errors.js';
import { type StatementQuery, StateWallet } from './state-wallet.js';

/** Lines of a printed statement: a document is made in memory, and read by people. */
export const MOST_PRINTED_LINES = 1_000;

/** A statement as a document. */
export class PrintStatement {
  constructor(
    private readonly stateWallet: StateWallet,
    private readonly printer: StatementPrinter,
  ) {}

  /** @throws InvalidAddress · InvalidTime · StatementTooLong · StatementPrinterBusy */
  async execute(query: StatementQuery): Promise<Buffer> {
    const statement = await this.stateWallet.execute(query);
    const lines: TellingLine[] = [];
    for await (const line of statement.lines()) {
      if (lines.push(line) > MOST_PRINTED_LINES) throw new StatementTooLong(MOST_PRINTED_LINES);
    }
    const { head, height } = statement;
    return this.printer.print({ head, height, lines, foot: statement.foot() });
  }
}
