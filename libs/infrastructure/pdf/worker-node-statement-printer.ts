import { StatementPrinterBusy } from '@app/kernel';
import { NodeStatementPrinter, type PrintableNodeStatement } from '@app/node-wallet';
import { nodeStatementTexts } from './node-statement-texts.js';
import { PrintThread } from './print-thread.js';
import type { StatementTexts } from './statement-page.js';

/** Statements that wait for the thread; the longest take it some seconds. */
const MOST_WAITING = 4;

/** Prints statements of nodes in a worker thread, which the registry has of its own. */
export class WorkerNodeStatementPrinter extends NodeStatementPrinter {
  private readonly thread = new PrintThread<StatementTexts>('./statement-worker.js', MOST_WAITING);

  override async print(statement: PrintableNodeStatement): Promise<Buffer> {
    if (this.thread.isBusy) throw new StatementPrinterBusy();
    return this.thread.print(nodeStatementTexts(statement));
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}
