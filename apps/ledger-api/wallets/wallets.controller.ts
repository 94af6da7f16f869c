import { toHex } from '@app/chain';
import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { sliceOf } from '@app/kernel';
import { ADDRESS_REFUSALS, checksummed, FindAddress, ListCoins, ListHistory, ReadBalance } from '@app/wallet';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { AddressPath } from '../presentation/address-path.dto.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { answerList } from '../presentation/paged-list.js';
import { storedTransactionJson, TransactionResponse } from '../presentation/transaction.dto.js';
import { UnreadableTransactions } from '../presentation/unreadable-transactions.js';
import { BalanceResponse, HistoryQuery, KnownAddressResponse, UnspentOutputResponse } from './wallets.dto.js';

@ApiTags('wallets')
@Controller('wallets')
export class WalletsController {
  constructor(
    private readonly readBalance: ReadBalance,
    private readonly findAddress: FindAddress,
    private readonly listHistory: ListHistory,
    private readonly listCoins: ListCoins,
    private readonly unreadable: UnreadableTransactions,
  ) {}

  @Get(':address/balance')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getBalance',
    summary: 'Balance',
    description: 'The sum of the unspent outputs of stored blocks.',
  })
  @ApiOkResponse({ type: BalanceResponse })
  @Refusals({ 400: { invalid_address: ADDRESS_REFUSALS } })
  async balance(@Param() { address }: AddressPath) {
    return { balance: await this.readBalance.execute(address) };
  }

  @Get(':address/exists')
  @Access('anyone')
  @ApiOperation({
    operationId: 'findAddress',
    summary: 'Whether an address is known here',
    description:
      'True when anything was ever paid to it, or its wallet is kept here. A new wallet whose owner keeps the key is not known before it is paid. Asked often from one place it answers 429.',
  })
  @ApiOkResponse({ type: KnownAddressResponse })
  @Refusals({ 400: { invalid_address: ADDRESS_REFUSALS } })
  async exists(@Param() path: AddressPath) {
    const { address, exists } = await this.findAddress.execute(path.address);
    return { exists, address, checksummed_address: checksummed(address) };
  }

  @Get(':address/transactions')
  @Access('anyone')
  @ApiOperation({
    operationId: 'listWalletTransactions',
    summary: 'History',
    description:
      'The transactions in which the address stands in an output, in chain order; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [TransactionResponse] })
  @Refusals({
    400: {
      invalid_address: ADDRESS_REFUSALS,
      invalid_parameter: ['direction must be received, sent or all', 'order must be asc or desc'],
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_cursor: 'invalid cursor',
    },
  })
  transactions(
    @Query() page: HistoryQuery,
    @Param() { address }: AddressPath,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { direction = 'received', order = 'asc' } = page;
    return answerList({
      request,
      page,
      reply,
      cursor: new PageCursor('history', { address, direction, order }),
      read: (afterKey, limit) => this.listHistory.execute({ address, direction, order, afterKey, limit }),
      key: ({ key }) => key,
      print: (placed) => this.unreadable.setAside(placed, () => storedTransactionJson(placed.bytes)),
      size: ({ bytes }) => bytes.length,
    });
  }

  @Get(':address/utxos')
  @Access('anyone')
  @ApiOperation({
    operationId: 'listCoins',
    summary: 'Unspent outputs',
    description: 'The coins that the wallet can spend, oldest first. One that a block on its way spends is not listed.',
  })
  @ApiOkResponse({ type: [UnspentOutputResponse] })
  @Refusals({
    400: {
      invalid_address: ADDRESS_REFUSALS,
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_cursor: 'invalid cursor',
    },
  })
  utxos(
    @Query() page: PageQuery,
    @Param() { address }: AddressPath,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerList({
      request,
      page,
      reply,
      cursor: new PageCursor('coins', { address }),
      read: async (afterKey, limit) => sliceOf(await this.listCoins.execute(address, afterKey ?? -1, limit + 1), limit),
      key: ({ key }) => key,
      print: ({ txid, vout, value, height }) => ({ txid: toHex(txid), vout, value, height }),
    });
  }
}
