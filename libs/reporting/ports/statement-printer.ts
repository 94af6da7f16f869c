import type { TellingLine } from '../model/history-line.js';
import type { StatementHead } from '../model/statement-digest.js';
import type { SignedOff } from '../use-cases/state-wallet.js';

/** A whole statement. */
export interface PrintableStatement {
  readonly head: StatementHead;
  /** Of the tip as of which it is. */
  readonly height: number;
  readonly lines: readonly TellingLine[];
  readonly foot: SignedOff;
}

/** Makes a document of a statement. */
export abstract class StatementPrinter {
  /**
   * PDF, in English and Urdu.
   * @throws StatementPrinterBusy
   */
  abstract print(statement: PrintableStatement): Promise<Buffer>;
}
