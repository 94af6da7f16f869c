import { TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { CreateNodeWallet, MakeWalletAddress, NodeIdMismatch, ReadNodeWallet, SendFromNode } from '@app/node-wallet';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NodeActs } from '../access/node-acts.js';
import { NodePath } from '../nodes/node-path.dto.js';
import { CORE_REFUSALS } from './core-refusals.js';
import {
  cursorOf,
  DEFAULT_LIMIT,
  TransactionsQuery,
  TransactionsResponse,
  transactionsJson,
} from './transactions.dto.js';
import {
  BalanceResponse,
  balanceJson,
  CreateWalletRequest,
  CreateWalletResponse,
  NewAddressRequest,
  NewAddressResponse,
  SendRequest,
  SendResponse,
  sendJson,
  WalletInfo,
  walletInfo,
} from './wallet.dto.js';

const NO_WALLET = { wallet_not_found: 'No wallet found for node X' };

@ApiTags('wallet')
@Controller('wallet')
export class WalletController {
  constructor(
    private readonly createWallet: CreateNodeWallet,
    private readonly readWallet: ReadNodeWallet,
    private readonly sendFromNode: SendFromNode,
    private readonly makeAddress: MakeWalletAddress,
  ) {}

  @Post('create')
  @NodeActs('body')
  @ApiOperation({
    operationId: 'createNodeWallet',
    summary: 'Open the wallet of a node',
    description: 'One for each registered node, with an address of its own. The node gets the capability `wallet`.',
  })
  @ApiOkResponse({ type: CreateWalletResponse })
  @DetailRefusals({
    403: { not_this_node: 'Not authorized for this node', node_deregistered: 'Node X is deregistered' },
    404: { node_not_found: 'Node X not found' },
    409: { wallet_already_exists: 'Wallet already exists for node X' },
    422: {},
    ...CORE_REFUSALS,
  })
  async create(@Body() { node_id: nodeId, wallet_name: walletName }: CreateWalletRequest) {
    const wallet = await this.createWallet.execute(nodeId, walletName);
    return { success: true, message: `Wallet ${wallet.walletName} created successfully`, wallet: walletInfo(wallet) };
  }

  @Get(':node_id')
  @NodeActs('path')
  @ApiOperation({ operationId: 'getNodeWallet', summary: 'The wallet of a node' })
  @ApiOkResponse({ type: WalletInfo })
  @DetailRefusals({ 404: NO_WALLET, 422: {} })
  async info(@Param() { node_id: nodeId }: NodePath) {
    return walletInfo(await this.readWallet.execute(nodeId));
  }

  @Get(':node_id/balance')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'getNodeBalance',
    summary: 'What a node has',
    description: 'From the registry’s own books; Core is not asked.',
  })
  @ApiOkResponse({ type: BalanceResponse })
  @DetailRefusals({ 404: NO_WALLET, 422: {} })
  async balance(@Param() { node_id: nodeId }: NodePath) {
    return balanceJson(await this.readWallet.execute(nodeId));
  }

  @Post(':node_id/send')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'sendFromNode',
    summary: 'Pay',
    description: `To an address of another node it is a book entry: done at once, without a fee, \`internal\`. To any other address it is a
transaction of the coin, and its fee is charged to the sender: the answer comes when it is signed and stored, with
\`status: "pending"\`. From then on the registry sees to it that it arrives, once, whatever becomes of the connection to Core.

An error means that nothing was paid and nothing will be, except for the 503 that says that the outcome is unknown. With an
\`Idempotency-Key\` the request can be repeated safely: the same key and body give the first answer again.`,
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: SendResponse })
  @DetailRefusals({
    ...CORE_REFUSALS,
    400: {
      node_id_mismatch: 'Node ID mismatch',
      invalid_idempotency_key: 'Invalid Idempotency-Key',
      invalid_recipient: 'Invalid recipient address',
      invalid_amount: 'Invalid amount',
      amount_below_dust: "Invalid amount: below the coin's dust limit of 0.01 FLOP",
      amount_above_limit: 'Amount exceeds maximum limit of 1000.0',
      insufficient_balance: 'Insufficient balance',
    },
    403: { not_this_node: 'Not authorized for this node', node_deregistered: 'Node X is deregistered' },
    404: NO_WALLET,
    409: {
      payment_in_flight: 'A request with this Idempotency-Key is still being processed',
      fee_above_cap: 'The network fee is above what was reserved for it',
    },
    422: { idempotency_key_reused: 'Idempotency-Key was already used for another request' },
    429: { rate_limit_exceeded: 'Rate limit exceeded. Maximum 10 transactions per 3600 seconds' },
    503: {
      ...CORE_REFUSALS[503],
      not_ready_to_send: [
        'Flopcoin Core is still synchronising',
        'Flopcoin Core has no peers',
        'Flopcoin Core has seen no block for too long',
      ],
      sends_frozen: 'Sends are frozen: the ledger and Flopcoin Core differ by 0.5 FLOP',
      node_sends_frozen: 'Sends of this node are frozen until its payment T is in a block or undone',
      coins_not_ready: 'The coins for this payment wait for a confirmation, try again later',
      payment_undecided:
        'The outcome is unknown: look at the transactions, or send again with the same Idempotency-Key',
    },
  })
  async send(
    @Body() { node_id: named, recipient_address: recipientAddress, amount }: SendRequest,
    @Param() { node_id: nodeId }: NodePath,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ) {
    if (named !== nodeId) throw new NodeIdMismatch();
    return sendJson(await this.sendFromNode.execute({ nodeId, recipientAddress, amount, idempotencyKey }));
  }

  @Get(':node_id/transactions')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'listNodeTransactions',
    summary: 'What a node paid and received',
    description: 'Latest first. `next_cursor` leads to older ones; it is null at the end.',
  })
  @ApiOkResponse({ type: TransactionsResponse })
  @DetailRefusals({ 400: { invalid_cursor: 'invalid cursor' }, 404: NO_WALLET, 422: {} })
  async transactions(
    @Query() { limit = DEFAULT_LIMIT, cursor }: TransactionsQuery,
    @Param() { node_id: nodeId }: NodePath,
  ) {
    const beforeNumber = cursorOf(nodeId).decode(cursor);
    // One more than asked for, to know whether there is more.
    const { wallet, lines } = await this.readWallet.lines(nodeId, { beforeNumber, limit: limit + 1 });
    return transactionsJson(wallet, lines, limit);
  }

  @Post(':node_id/new-address')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'createNodeAddress',
    summary: 'A fresh address for a node',
    description: 'Earlier ones go on receiving for the node.',
  })
  @ApiBody({ type: NewAddressRequest, required: false })
  @ApiOkResponse({ type: NewAddressResponse })
  @DetailRefusals({
    403: { not_this_node: 'Not authorized for this node', node_deregistered: 'Node X is deregistered' },
    404: NO_WALLET,
    422: {},
    429: { too_many_addresses: 'Too many addresses. Maximum 100 new addresses per 3600 seconds' },
    ...CORE_REFUSALS,
  })
  async newAddress(@Param() { node_id: nodeId }: NodePath) {
    const { wallet, address } = await this.makeAddress.execute(nodeId);
    return {
      success: true,
      node_id: nodeId,
      new_address: address,
      wallet_name: wallet.walletName,
      message: 'New address generated successfully',
    };
  }
}
