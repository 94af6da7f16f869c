import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { TIME_REFUSALS } from '@app/kernel';
import { PrintNodeStatement, StateNodeWallet } from '@app/node-wallet';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { NodeActs } from '../access/node-acts.js';
import { NodePath } from '../nodes/node-path.dto.js';
import { NodeStatementResponse, StatementQuery, streamNodeStatement, streamNodeStatementCsv } from './statement.dto.js';

const REFUSALS = {
  400: { invalid_time: TIME_REFUSALS },
  404: { wallet_not_found: 'No wallet found for node X' },
  422: {},
};

@ApiTags('wallet')
@Controller('wallet/:node_id')
export class StatementController {
  constructor(
    private readonly stateWallet: StateNodeWallet,
    private readonly printStatement: PrintNodeStatement,
  ) {}

  @Get('statement')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'getNodeStatement',
    summary: 'The statement of a node’s wallet',
    description:
      'From the registry’s own books: all that changed what the node holds, whether available, pending, reserved or owed, with the balance after each entry. What only moves between these is no line. Opening + in − out = closing, as of one entry of the books; `digest` can be computed anew from the rest.',
  })
  @ApiOkResponse({ type: NodeStatementResponse })
  @DetailRefusals(REFUSALS)
  async read(@Query() { from, to }: StatementQuery, @Param() { node_id: nodeId }: NodePath) {
    return streamNodeStatement(await this.stateWallet.execute(nodeId, { from, to }));
  }

  @Get('statement.csv')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'getNodeStatementSheet',
    summary: 'The statement of a node’s wallet as a sheet (RFC 4180)',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({
    description:
      'Columns: time, type, direction, address, flop_in, flop_out, balance_after, entry, txid. The first row has the type `opening`; the last two have `closing`, with the totals, and `digest`, with the digest as txid.',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  @DetailRefusals(REFUSALS)
  async sheet(@Query() { from, to }: StatementQuery, @Param() { node_id: nodeId }: NodePath) {
    return streamNodeStatementCsv(await this.stateWallet.execute(nodeId, { from, to }));
  }

  @Get('statement.pdf')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'getNodeStatementPdf',
    summary: 'The statement of a node’s wallet to print',
    description: 'A4, in English and Urdu, of at most 1000 lines.',
  })
  @ApiOkResponse({
    description: 'The document.',
    content: { 'application/pdf': { schema: { type: 'string', contentMediaType: 'application/pdf' } as never } },
  })
  @DetailRefusals({
    ...REFUSALS,
    400: {
      ...REFUSALS[400],
      statement_too_long: 'a statement in PDF has at most 1000 lines: ask for a shorter time, or for JSON or CSV',
    },
    503: { statement_printer_busy: 'too many statements are being printed, try again' },
  })
  async print(@Query() { from, to }: StatementQuery, @Param() { node_id: nodeId }: NodePath) {
    const pdf = await this.printStatement.execute(nodeId, { from, to });
    const disposition = `inline; filename="statement-${nodeId}.pdf"`;
    return new StreamableFile(pdf, { type: 'application/pdf', length: pdf.length, disposition });
  }
}
