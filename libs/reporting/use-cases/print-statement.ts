import { readPrintedLines } from '@app/kernel';
import { StatementPrinter } from '../ports/statement-printer.js';
import { type StatementQuery, StateWallet } from './state-wallet.js';

/** A statement as a document. */
export class PrintStatement {
  constructor(
    private readonly stateWallet: StateWallet,
    private readonly printer: StatementPrinter,
  ) {}

  /** @throws InvalidAddress · InvalidTime · StatementTooLong · StatementPrinterBusy */
  async execute(query: StatementQuery): Promise<Buffer> {
    const statement = await this.stateWallet.execute(query);
    const lines = await readPrintedLines(statement.lines());
    const { head, height } = statement;
    return this.printer.print({ head, height, lines, foot: statement.foot() });
  }
}
