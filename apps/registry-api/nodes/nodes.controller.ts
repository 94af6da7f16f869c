import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import {
  type Caller,
  DeregisterNode,
  GetNode,
  ListNodes,
  parsePublicKey,
  RecordHeartbeat,
  RegisterNode,
  RegistryIdentity,
} from '@app/node-registry';
import { Peers } from '@app/peers';
import { Body, Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyoneMay, NodeActs, NodeRegisters } from '../access/node-acts.js';
import { isoTime, NodeInfo, NodeListResponse, nodeInfo } from './node.dto.js';
import { NodeFilterQuery, NodeOriginQuery, NodePageQuery } from './node-list.dto.js';
import { answerNodes, filterOf } from './node-list.js';
import { NodePath } from './node-path.dto.js';
import { NODE_PATHS } from './node-paths.js';
import {
  HeartbeatRequest,
  HeartbeatResponse,
  NodeDeletedResponse,
  NodesHealthResponse,
  RegisterNodeRequest,
  RegisterNodeResponse,
} from './nodes.dto.js';
import { answerNodesOf } from './nodes-of-peers.js';

@ApiTags('nodes')
@Controller(NODE_PATHS)
export class NodesController {
  constructor(
    private readonly registerNode: RegisterNode,
    private readonly deregisterNode: DeregisterNode,
    private readonly getNode: GetNode,
    readonly listNodes: ListNodes,
    private readonly recordHeartbeat: RecordHeartbeat,
    readonly peers: Peers,
    readonly identity: RegistryIdentity,
  ) {}

  @Get('health')
  @AnyoneMay()
  @ApiOperation({ operationId: 'getHealth', summary: 'Liveness: the process answers' })
  @ApiOkResponse({ type: NodesHealthResponse })
  health() {
    return { status: 'ok' };
  }

  @Post('register')
  @NodeRegisters()
  @ApiOperation({
    operationId: 'registerNode',
    summary: 'Register a node',
    description:
      'Nodes register whenever they start: once more with the same facts changes nothing and answers the same. A request that proves to come from a registered node (its key, its secret, or an administrator) gives it a new address and new capabilities, and brings a deregistered one back; in demo mode one without credentials does too. The capability `wallet` stays with a node that has it.',
  })
  @ApiOkResponse({ type: RegisterNodeResponse })
  @DetailRefusals({
    403: { node_deregistered: 'Node X is deregistered by an administrator; ask an administrator to register it again' },
    429: { too_many_registrations: 'Too many nodes were registered from this network today' },
    409: {
      node_already_registered: [
        "Node X already registered with other facts; sign the request with the node's key, or ask an administrator",
        "Node X is deregistered; sign the request with the node's key, or ask an administrator",
      ],
      public_key_conflict: 'Public key already in use',
      other_key_registered:
        'Node X is registered with another key; rotate it with POST /nodes/X/rotate-key, signed with the old key, or ask an administrator',
    },
    422: {},
  })
  async register(
    @Body() { node_id: nodeId, address, capabilities, public_key, share_balance }: RegisterNodeRequest,
    @CurrentPrincipal() caller: Caller,
    @Req() { ip }: FastifyRequest,
  ) {
    const publicKey = public_key === undefined ? undefined : parsePublicKey(public_key);
    const registration = { nodeId, address, capabilities, sharesBalance: share_balance, publicKey, caller, ip };
    const { sharedSecret } = await this.registerNode.execute(registration);
    return { success: true, message: `Node ${nodeId} registered.`, auth_secret: sharedSecret };
  }

  @Get()
  @AnyoneMay()
  @ApiOperation({
    operationId: 'listNodes',
    summary: 'List nodes',
    description:
      'In the order of their registration; those of peers, with `origin`, behind them. Deregistered ones are listed with `status=inactive` only.',
  })
  @ApiOkResponse({ type: NodeListResponse })
  @DetailRefusals({ 400: { invalid_cursor: 'invalid cursor' }, 422: {} })
  list(
    @Query() page: NodePageQuery,
    @Query() filter: NodeFilterQuery,
    @Query() { origin = 'local' }: NodeOriginQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (origin !== 'local') return answerNodesOf(this, { filter: filterOf(filter), origin, page, request, reply });
    return answerNodes(this.listNodes, filterOf(filter), { page, request, reply });
  }

  @Get(':node_id')
  @AnyoneMay()
  @ApiOperation({ operationId: 'getNode', summary: 'One node' })
  @ApiOkResponse({ type: NodeInfo })
  @DetailRefusals({ 404: { node_not_found: 'Node X not found' }, 422: {} })
  async get(@Param() { node_id: nodeId }: NodePath) {
    return nodeInfo(await this.getNode.execute(nodeId));
  }

  @Delete(':node_id')
  @NodeActs('path')
  @ApiOperation({
    operationId: 'deregisterNode',
    summary: 'Deregister a node',
    description:
      'Its record stays, and its wallet stays readable. It comes back by registering again, unless an administrator took it out.',
  })
  @ApiOkResponse({ type: NodeDeletedResponse })
  @DetailRefusals({ 404: { node_not_found: 'Node X not found' }, 422: {} })
  async deregister(@Param() { node_id: nodeId }: NodePath, @CurrentPrincipal() caller: Caller) {
    await this.deregisterNode.execute(nodeId, caller);
    return { success: true, message: `Node ${nodeId} deregistered.` };
  }

  @Post(':node_id/heartbeat')
  @NodeActs('path')
  @ApiOperation({ operationId: 'sendHeartbeat', summary: 'Report that a node is alive' })
  @ApiOkResponse({ type: HeartbeatResponse })
  @DetailRefusals({
    403: { not_this_node: 'Not authorized for this node', node_deregistered: 'Node X is deregistered' },
    404: { node_not_found: 'Node X not found' },
    409: { stale_heartbeat: 'Heartbeat sequence must be above 7' },
    422: {},
  })
  async heartbeat(@Body() request: HeartbeatRequest, @Param() { node_id: nodeId }: NodePath) {
    const heartbeat = { sequence: request.sequence, uptime: request.uptime, latencyMs: request.latency_ms };
    const { sequence, receivedAtMs } = await this.recordHeartbeat.execute(nodeId, heartbeat);
    return { success: true, node_id: nodeId, status: 'online', sequence, last_heartbeat: isoTime(receivedAtMs) };
  }
}
