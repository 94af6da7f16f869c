import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import {
  type Caller,
  DeregisterNode,
  GetNode,
  ListNodes,
  type NodeId,
  RecordHeartbeat,
  RegisterNode,
} from '@app/node-registry';
import { Body, Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyoneMay, NodeActs, NodeRegisters } from '../access/node-acts.js';
import { isoTime, NodeInfo, NodeListResponse, nodeInfo } from './node.dto.js';
import { answerNodes, PagedNodes, readNodeFilter } from './node-list.js';
import { NODE_PATHS } from './node-paths.js';
import {
  HeartbeatRequest,
  HeartbeatResponse,
  NodeDeletedResponse,
  NodesHealthResponse,
  RegisterNodeRequest,
  RegisterNodeResponse,
  readHeartbeat,
  readRegistration,
} from './nodes.dto.js';
import { NodeIdPipe } from './read-fields.js';

const NODE_ID = { name: 'node_id', example: 'node_001' };

@ApiTags('nodes')
@Controller(NODE_PATHS)
export class NodesController {
  constructor(
    private readonly registerNode: RegisterNode,
    private readonly deregisterNode: DeregisterNode,
    private readonly getNode: GetNode,
    private readonly listNodes: ListNodes,
    private readonly recordHeartbeat: RecordHeartbeat,
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
  @ApiBody({ type: RegisterNodeRequest })
  @ApiOkResponse({ type: RegisterNodeResponse })
  @DetailRefusals({
    403: ['Node X is deregistered by an administrator; ask an administrator to register it again'],
    429: ['Too many nodes were registered from this network today'],
    409: [
      "Node X already registered with other facts; sign the request with the node's key, or ask an administrator",
      "Node X is deregistered; sign the request with the node's key, or ask an administrator",
      'Public key already in use',
      'Node X is registered with another key; rotate it with POST /nodes/X/rotate-key, signed with the old key, or ask an administrator',
    ],
    422: [],
  })
  async register(@Body() body: unknown, @CurrentPrincipal() caller: Caller, @Req() { ip }: FastifyRequest) {
    const registration = readRegistration(body);
    const { sharedSecret } = await this.registerNode.execute({ ...registration, caller, ip });
    return { success: true, message: `Node ${registration.nodeId} registered.`, auth_secret: sharedSecret };
  }

  @Get()
  @AnyoneMay()
  @ApiOperation({
    operationId: 'listNodes',
    summary: 'List nodes',
    description: 'In the order of their registration. Deregistered ones are listed with `status=inactive` only.',
  })
  @ApiQuery({ name: 'capability', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'status', required: false, enum: ['online', 'offline', 'unknown', 'inactive'] })
  @ApiQuery({ name: 'min_reputation', required: false, schema: { type: 'integer', minimum: 0, maximum: 100 } })
  @PagedNodes()
  @ApiOkResponse({ type: NodeListResponse })
  @DetailRefusals({ 400: ['invalid cursor'], 422: [] })
  list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerNodes(this.listNodes, readNodeFilter(request.query), { request, reply });
  }

  @Get(':node_id')
  @AnyoneMay()
  @ApiOperation({ operationId: 'getNode', summary: 'One node' })
  @ApiParam(NODE_ID)
  @ApiOkResponse({ type: NodeInfo })
  @DetailRefusals({ 404: ['Node X not found'], 422: [] })
  async get(@Param('node_id', NodeIdPipe) nodeId: NodeId) {
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
  @ApiParam(NODE_ID)
  @ApiOkResponse({ type: NodeDeletedResponse })
  @DetailRefusals({ 404: ['Node X not found'], 422: [] })
  async deregister(@Param('node_id', NodeIdPipe) nodeId: NodeId, @CurrentPrincipal() caller: Caller) {
    await this.deregisterNode.execute(nodeId, caller);
    return { success: true, message: `Node ${nodeId} deregistered.` };
  }

  @Post(':node_id/heartbeat')
  @NodeActs('path')
  @ApiOperation({ operationId: 'sendHeartbeat', summary: 'Report that a node is alive' })
  @ApiParam(NODE_ID)
  @ApiBody({ type: HeartbeatRequest })
  @ApiOkResponse({ type: HeartbeatResponse })
  @DetailRefusals({
    403: ['Not authorized for this node', 'Node X is deregistered'],
    404: ['Node X not found'],
    409: ['Heartbeat sequence must be above 7'],
    422: [],
  })
  async heartbeat(@Param('node_id', NodeIdPipe) nodeId: NodeId, @Body() body: unknown) {
    const { sequence, receivedAtMs } = await this.recordHeartbeat.execute(nodeId, readHeartbeat(body));
    return { success: true, node_id: nodeId, status: 'online', sequence, last_heartbeat: isoTime(receivedAtMs) };
  }
}
