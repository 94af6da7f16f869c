import type { NodeStatementFoot, NodeStatementLine } from '../use-cases/state-node-wallet.js';

/** A whole statement of a node's wallet. */
export interface PrintableNodeStatement {
  readonly nodeId: string;
  readonly walletName: string;
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly opening: bigint;
  readonly lines: readonly NodeStatementLine[];
  readonly foot: NodeStatementFoot;
}

/** Makes a document of a statement. */
export abstract class NodeStatementPrinter {
  /**
   * PDF, in English and Urdu.
   * @throws StatementPrinterBusy
   */
  abstract print(statement: PrintableNodeStatement): Promise<Buffer>;
}
