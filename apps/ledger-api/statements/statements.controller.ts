import { Refusals } from '@app/infrastructure/http/refusals.js';
import { TIME_REFUSALS } from '@app/kernel';
import { PrintStatement, StateWallet } from '@app/reporting';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { AddressPath } from '../presentation/address-path.dto.js';
import { TimeQuery } from '../wallets/history.dto.js';
import { streamStatementCsv } from './statement-csv.js';
import { StatementResponse, streamStatement } from './statements.dto.js';

const REFUSALS = { 400: { invalid_address: ADDRESS_REFUSALS, invalid_time: TIME_REFUSALS } };

@ApiTags('wallets')
@Controller('wallets/:address')
export class StatementsController {
  constructor(
    private readonly stateWallet: StateWallet,
    private readonly printStatement: PrintStatement,
  ) {}

  @Get('statement')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getStatement',
    summary: 'The statement of a wallet',
    description:
      'What the wallet held, each line with the balance after it, the totals, and what it holds then: `opening` + `total_in` - `total_out` = `closing`, as of one block. `digest` can be computed anew from the rest. Times are those of blocks, in UTC: `from` is included, `to` is included when it is a day and not when it is a moment.',
  })
  @ApiOkResponse({ type: StatementResponse })
  @Refusals(REFUSALS)
  async read(@Query() { from, to }: TimeQuery, @Param() { address }: AddressPath) {
    return streamStatement(await this.stateWallet.execute({ address, from, to }));
  }

  @Get('statement.csv')
  @Access('anyone')
  @ApiOperation({ operationId: 'getStatementSheet', summary: 'The statement of a wallet as a sheet (RFC 4180)' })
  @ApiProduces('text/csv')
  @ApiOkResponse({
    description:
      'Columns: time, type, direction, counterparty, units_in, units_out, balance_after, height, txid. The first row has the type `opening`; the last two have `closing`, with the totals, and `digest`, with the digest as txid. Amounts are exact: a spreadsheet shows more than 15 digits right where the column is imported as text.',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  @Refusals(REFUSALS)
  async sheet(@Query() { from, to }: TimeQuery, @Param() { address }: AddressPath) {
    return streamStatementCsv(await this.stateWallet.execute({ address, from, to }));
  }

  @Get('statement.pdf')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getStatementPdf',
    summary: 'The statement of a wallet to print',
    description: 'A4, in English and Urdu, of at most 1000 lines.',
  })
  @ApiOkResponse({
    description: 'The document.',
    content: { 'application/pdf': { schema: { type: 'string', contentMediaType: 'application/pdf' } as never } },
  })
  @Refusals({
    400: {
      ...REFUSALS[400],
      statement_too_long: 'a statement in PDF has at most 1000 lines: ask for a shorter time, or for JSON or CSV',
    },
    503: { statement_printer_busy: 'too many statements are being printed, try again' },
  })
  async print(@Query() { from, to }: TimeQuery, @Param() { address }: AddressPath) {
    const pdf = await this.printStatement.execute({ address, from, to });
    const disposition = `inline; filename="statement-${address.slice(0, 16)}.pdf"`;
    return new StreamableFile(pdf, { type: 'application/pdf', length: pdf.length, disposition });
  }
}
