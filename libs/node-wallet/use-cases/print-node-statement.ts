import { readPrintedLines } from '@app/kernel';
import type { NodeId } from '@app/node-registry';
import { NodeStatementPrinter } from '../ports/node-statement-printer.js';
import { type NodeStatementQuery, StateNodeWallet } from './state-node-wallet.js';

/** The statement of a node's wallet as a document. */
export class PrintNodeStatement {
  constructor(
    private readonly stateWallet: StateNodeWallet,
    private readonly printer: NodeStatementPrinter,
  ) {}

  /** @throws InvalidTime · WalletNotFound · StatementTooLong · StatementPrinterBusy */
  async execute(nodeId: NodeId, query: NodeStatementQuery): Promise<Buffer> {
    const statement = await this.stateWallet.execute(nodeId, query);
    const lines = await readPrintedLines(statement.lines());
    const { from, until, opening } = statement;
    const { walletName } = statement.wallet;
    return this.printer.print({ nodeId, walletName, from, until, opening, lines, foot: statement.foot() });
  }
}
