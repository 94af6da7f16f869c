import { StatementPrinterBusy } from '@app/kernel';
import { type PrintableStatement, StatementPrinter } from '@app/reporting';
import { PrintThread } from './print-thread.js';
import type { StatementTexts } from './statement-page.js';
import { statementTexts } from './statement-texts.js';

/** Statements that wait for the thread; the longest take it some seconds. */
const MOST_WAITING = 4;

/** Prints statements in a worker thread of their own: everybody may ask for one, and receipts must not wait for them. */
export class WorkerStatementPrinter extends StatementPrinter {
  private readonly thread = new PrintThread<StatementTexts>('./statement-worker.js', MOST_WAITING);

  override async print(statement: PrintableStatement): Promise<Buffer> {
    if (this.thread.isBusy) throw new StatementPrinterBusy();
    return this.thread.print(statementTexts(statement));
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}
