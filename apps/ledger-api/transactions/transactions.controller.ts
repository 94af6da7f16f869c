import { FindTransaction, toHex } from '@app/chain';
import { SendFunds } from '@app/identity';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import type { MinedTransaction } from '@app/utxo';
import { ADDRESS_REFUSALS, CLOSED_TEXTS, PrepareTransfer, ReadNotes, SubmitTransfer } from '@app/wallet';
import { Body, Controller, Get, Ip, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/access.js';
import { type Principal, walletOf } from '../access/principal.js';
import { KEY_REFUSALS, MINED_BEFORE_HEADER, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { answerWith, storedTransactionJson, transactionJson } from '../presentation/transaction.dto.js';
import { UNAVAILABLE } from '../presentation/unavailable.js';
import { submittedTransaction } from './submitted-bytes.js';
import {
  PrepareRequest,
  PrepareResponse,
  ProofResponse,
  proofJson,
  SubmitRequest,
  TransactionDetailResponse,
  TransactionPath,
  TransferRequest,
  TransferResponse,
} from './transactions.dto.js';

const MISMATCH = 'the transfer does not pay the wallet of this payment request';
const REQUEST_CONFLICTS = {
  request_closed: CLOSED_TEXTS,
  request_in_hand: 'another payment for this request is being processed',
} as const;

const MINED_HEADERS = {
  'X-Transaction-Id': { description: 'Hex ID of the mined transaction', schema: { type: 'string' } },
  'X-Block-Hash': { description: 'Hex hash of its block', schema: { type: 'string' } },
  ...REPLAYED_HEADER,
} as const;

@ApiTags('transactions')
@Controller('transactions')
export class TransactionsController {
  constructor(
    private readonly sendFunds: SendFunds,
    private readonly prepareTransfer: PrepareTransfer,
    private readonly submitTransfer: SubmitTransfer,
    private readonly findTransaction: FindTransaction,
    private readonly readNotes: ReadNotes,
  ) {}

  @Post()
  @Access('guest', 'send')
  @ApiOperation({
    operationId: 'sendTransfer',
    summary: 'Send',
    description:
      'Builds and signs a transaction and answers when it is stored in a block. There is no fee; change returns to `from`. With a session and without `privKey` it signs with the key that is kept for the user. In production `privKey` is refused for wallets that are kept for users, and without it and without a session the answer is 401. With an `Idempotency-Key` it can be repeated safely, whatever became of the first answer.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: TransferResponse, headers: MINED_HEADERS })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request payload',
      invalid_address: ADDRESS_REFUSALS,
      amount_not_positive: 'amount must be positive',
      invalid_note: 'note must be a text of 1 to 140 characters',
      invalid_private_key: 'invalid private key',
      key_mismatch: 'private key does not match the from address',
      request_mismatch: MISMATCH,
      insufficient_funds: 'insufficient funds',
      too_many_coins: 'failed to create transaction',
      invalid_transaction: 'invalid transaction',
    },
    401: { authentication_required: 'authentication required' },
    403: {
      raw_key_refused: 'a private key is not accepted for this wallet',
      email_not_confirmed: 'the e-mail of this wallet is not confirmed',
      not_your_wallet: 'not your wallet',
      receiver_not_allowed: 'this key may not pay to this address',
      key_limit_reached: 'the limit of this key for a day is reached',
      step_up_required: 'step-up required: this amount needs a fresh one-time password for payments',
      send_limit_reached: 'send limit reached: this payment needs a fresh one-time password for payments',
      step_up_failed: 'invalid or expired otp for this payment',
    },
    404: { request_not_found: 'payment request not found' },
    409: { ...KEY_REFUSALS[409], ...REQUEST_CONFLICTS },
    503: UNAVAILABLE,
  })
  async send(
    @Body() {
      from = '',
      to,
      amount,
      privKey: privateKey = '',
      otp: code = '',
      note,
      request: paysFor,
    }: TransferRequest,
    @CurrentPrincipal() principal: Principal,
    @Ip() ip: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const sender = principal.kind === 'user' ? principal : undefined;
    // Field by field: on this busiest of all routes the spreading of objects shows in a profile.
    const request = { from, to, amount, privateKey, code, note, request: paysFor, sender, ip, idempotencyKey };
    return mined(reply, await this.sendFunds.execute(request));
  }

  @Post('prepare')
  @Access('anyone')
  @ApiOperation({
    operationId: 'prepareTransfer',
    summary: 'Prepare a transfer for signing',
    description:
      'Chooses coins and returns the unsigned transaction with the digest that its owner signs. Nothing is reserved.',
  })
  @ApiOkResponse({ type: PrepareResponse })
  @Refusals({
    400: {
      invalid_request: 'invalid request payload',
      invalid_address: ADDRESS_REFUSALS,
      amount_not_positive: 'amount must be positive',
      insufficient_funds: 'insufficient funds',
      too_many_coins: 'failed to create transaction',
    },
  })
  async prepare(@Body() { from, to, amount }: PrepareRequest) {
    const { transaction, digest } = await this.prepareTransfer.execute({ from, to, amount });
    return answerWith({ transaction: transactionJson(transaction), digest: toHex(digest) });
  }

  @Post('submit')
  @Access('anyone')
  @ApiOperation({
    operationId: 'submitTransfer',
    summary: 'Submit a signed transfer',
    description:
      'Mines a transaction signed by its owner. One that is already on the chain answers as it did the first time, with a key or without.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: TransferResponse, headers: { ...MINED_HEADERS, ...MINED_BEFORE_HEADER } })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request payload',
      invalid_note: 'note must be a text of 1 to 140 characters',
      request_mismatch: MISMATCH,
      invalid_transaction: 'invalid transaction',
    },
    404: { request_not_found: 'payment request not found' },
    409: { ...KEY_REFUSALS[409], ...REQUEST_CONFLICTS },
    503: UNAVAILABLE,
  })
  async submit(
    @Body() request: SubmitRequest,
    @Ip() ip: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const transfer = await this.submitTransfer.execute(submittedTransaction(request), {
      ip,
      idempotencyKey,
      note: request.note,
      request: request.request,
    });
    if (transfer.isForAnotherKey) reply.header('X-Mined-Before', 'true');
    return mined(reply, transfer);
  }

  @Get(':id')
  @Access('guest', 'read')
  @ApiOperation({ operationId: 'getTransaction', summary: 'A transaction with its block and confirmations' })
  @ApiOkResponse({ type: TransactionDetailResponse })
  @Refusals({
    400: { invalid_transaction_id: 'invalid transaction id' },
    404: { transaction_not_found: 'transaction not found' },
  })
  async find(@Param() { id }: TransactionPath, @CurrentPrincipal() principal: Principal) {
    const { txid, place, confirmations } = await this.findTransaction.execute(id);
    const note = (await this.readNotes.execute([txid], walletOf(principal))).get(toHex(txid));
    return answerWith({
      transaction: storedTransactionJson(place.bytes),
      txid: toHex(txid),
      block_hash: toHex(place.blockHash),
      height: place.height,
      position: place.position,
      confirmations,
      ...(note !== undefined && { note }),
    });
  }

  @Get(':id/proof')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getTransactionProof',
    summary: 'Merkle inclusion proof',
    description:
      'Together with the header of the block it proves, without trust in this server, that the block holds the transaction.',
  })
  @ApiOkResponse({ type: ProofResponse })
  @Refusals({
    400: { invalid_transaction_id: 'invalid transaction id' },
    404: { transaction_not_found: 'transaction not found' },
  })
  async prove(@Param() { id }: TransactionPath) {
    return proofJson(await this.findTransaction.prove(id));
  }
}

/** The specification's body says no more than this, so where it went stands in headers. */
function mined(reply: FastifyReply, { txid, blockHash, isReplay }: MinedTransaction) {
  markReplay(reply, isReplay);
  reply.header('X-Transaction-Id', toHex(txid)).header('X-Block-Hash', toHex(blockHash));
  return { status: 'transaction mined' };
}
