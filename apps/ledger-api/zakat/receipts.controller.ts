import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ReadReceipts, ReceiptPrinter } from '@app/zakat';
import { Controller, Get, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import type { Principal } from '../access/principal.js';
import {
  ReceiptPath,
  ReceiptResponse,
  receiptJson,
  VerifiedReceiptPath,
  VerifiedReceiptResponse,
  VerifyReceiptQuery,
  verifiedReceiptJson,
} from './receipts.dto.js';
import { verificationUrl } from './verification-url.js';

const NOT_CONFIGURED = { database_not_configured: 'database not configured' };

@ApiTags('zakat')
@Controller('zakat/receipts')
export class ReceiptsController {
  constructor(
    private readonly receipts: ReadReceipts,
    private readonly printer: ReceiptPrinter,
  ) {}

  @Get(':number')
  @Access({ demo: 'guest', production: 'member' }, 'read')
  @ApiOperation({
    operationId: 'getZakatReceipt',
    summary: 'A receipt',
    description:
      'For its owner and administrators; to other users there is no such receipt. In a demo it is open to callers without a session as well.',
  })
  @ApiOkResponse({ type: ReceiptResponse })
  @Refusals({ 404: { receipt_not_found: 'receipt not found' }, 500: NOT_CONFIGURED })
  async find(
    @Param() { number }: ReceiptPath,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ) {
    const proven = await this.receipts.find(number, readerOf(principal));
    return receiptJson(proven, verificationUrl(request, proven));
  }

  @Get(':number.pdf')
  @Access({ demo: 'guest', production: 'member' }, 'read')
  @ApiOperation({
    operationId: 'getZakatReceiptPdf',
    summary: 'A receipt to print',
    description:
      'A4, in English and Urdu, with a QR code that leads to the verification. Urdu names are set as they are written; characters of other scripts than Latin, Greek, Cyrillic, Devanagari and Arabic are shown as boxes.',
  })
  @ApiOkResponse({
    description: 'The document.',
    content: { 'application/pdf': { schema: { type: 'string', contentMediaType: 'application/pdf' } as never } },
  })
  @Refusals({
    404: { receipt_not_found: 'receipt not found' },
    500: NOT_CONFIGURED,
    503: { receipt_printer_busy: 'too many receipts are being printed, try again' },
  })
  async print(
    @Param() { number }: ReceiptPath,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ) {
    const proven = await this.receipts.find(number, readerOf(principal));
    const pdf = await this.printer.print({ proven, verifyUrl: verificationUrl(request, proven) });
    const disposition = `inline; filename="${proven.number}.pdf"`;
    return new StreamableFile(pdf, { type: 'application/pdf', length: pdf.length, disposition });
  }

  @Get(':number/verify')
  @Access('anyone')
  @ApiOperation({
    operationId: 'verifyZakatReceipt',
    summary: 'Verify a receipt',
    description:
      'For anyone who was shown a receipt: what it says of the deduction, from the chain, and nothing of the person. The answer is the same for a number that no receipt has and for a wrong code. The proof can be checked without trust in this server: see `GET /transactions/{id}/proof`.',
  })
  @ApiOkResponse({ type: VerifiedReceiptResponse })
  @Refusals({ 404: { receipt_not_verified: 'no receipt has this number and code' }, 500: NOT_CONFIGURED })
  async verify(@Param() { number }: VerifiedReceiptPath, @Query() { code }: VerifyReceiptQuery) {
    return verifiedReceiptJson(await this.receipts.verify(number, code));
  }
}

/** Whose receipts alone are shown; undefined for administrators, and in a demo for callers without a session. */
function readerOf(principal: Principal): string | undefined {
  return principal.kind === 'user' ? principal.userId : undefined;
}
