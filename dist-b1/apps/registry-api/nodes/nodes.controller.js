var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import * as openapi_import_1 from "./node.dto.js";
import * as openapi from "@nestjs/swagger";
import { DetailRefusals } from "../../../libs/infrastructure/http/refusals.js";
import { DeregisterNode, GetNode, ListNodes, RecordHeartbeat, RegisterNode, } from "../../../libs/node-registry/index.js";
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExcludeController, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags, } from '@nestjs/swagger';
import { AskedBy, NodeActs, NodeRegisters } from '../access/node-acts.js';
import { isoTime, NodeInfo, NodeListResponse, nodeInfo } from './node.dto.js';
import { answerNodes, PagedNodes, readNodeFilter } from './node-list.js';
import { HeartbeatRequest, HeartbeatResponse, NodeDeletedResponse, NodesHealthResponse, RegisterNodeRequest, RegisterNodeResponse, readHeartbeat, readRegistration, } from './nodes.dto.js';
import { NodeIdPipe } from './read-fields.js';
const NODE_ID = { name: 'node_id', example: 'node_001' };
let NodesController = class NodesController {
    registerNode;
    deregisterNode;
    getNode;
    listNodes;
    recordHeartbeat;
    constructor(registerNode, deregisterNode, getNode, listNodes, recordHeartbeat) {
        this.registerNode = registerNode;
        this.deregisterNode = deregisterNode;
        this.getNode = getNode;
        this.listNodes = listNodes;
        this.recordHeartbeat = recordHeartbeat;
    }
    health() {
        return { status: 'ok' };
    }
    async register(body, caller) {
        const registration = readRegistration(body);
        const { sharedSecret } = await this.registerNode.execute({ ...registration, caller });
        return { success: true, message: `Node ${registration.nodeId} registered.`, auth_secret: sharedSecret };
    }
    list(request, reply) {
        return answerNodes(this.listNodes, readNodeFilter(request.query), { request, reply });
    }
    async get(nodeId) {
        return nodeInfo(await this.getNode.execute(nodeId));
    }
    async deregister(nodeId, caller) {
        await this.deregisterNode.execute(nodeId, caller);
        return { success: true, message: `Node ${nodeId} deregistered.` };
    }
    async heartbeat(nodeId, body) {
        const { sequence, receivedAtMs } = await this.recordHeartbeat.execute(nodeId, readHeartbeat(body));
        return { success: true, node_id: nodeId, status: 'online', sequence, last_heartbeat: isoTime(receivedAtMs) };
    }
};
__decorate([
    Get('health'),
    ApiOperation({ summary: 'Liveness: the process answers' }),
    ApiOkResponse({ type: NodesHealthResponse }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", void 0)
], NodesController.prototype, "health", null);
__decorate([
    Post('register'),
    HttpCode(200),
    NodeRegisters(),
    ApiOperation({
        summary: 'Register a node',
        description: 'A request that proves to come from a registered node (its key, its secret, or an administrator) gives it a new address and new capabilities, and brings a deregistered one back.',
    }),
    ApiBody({ type: RegisterNodeRequest }),
    ApiOkResponse({ type: RegisterNodeResponse }),
    DetailRefusals({
        409: ['Node X already registered', 'Public key already in use', 'The public key of a node cannot be changed'],
        422: [],
    }),
    __param(0, Body()),
    __param(1, AskedBy()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], NodesController.prototype, "register", null);
__decorate([
    Get(),
    ApiOperation({
        summary: 'List nodes',
        description: 'In the order of their registration. Deregistered ones are listed with `status=inactive` only.',
    }),
    ApiQuery({ name: 'capability', required: false, schema: { type: 'string' } }),
    ApiQuery({ name: 'status', required: false, enum: ['online', 'offline', 'unknown', 'inactive'] }),
    ApiQuery({ name: 'min_reputation', required: false, schema: { type: 'integer', minimum: 0, maximum: 100 } }),
    PagedNodes(),
    ApiOkResponse({ type: NodeListResponse }),
    DetailRefusals({ 400: ['invalid cursor'], 422: [] }),
    __param(0, Req()),
    __param(1, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", void 0)
], NodesController.prototype, "list", null);
__decorate([
    Get(':node_id'),
    ApiOperation({ summary: 'One node' }),
    ApiParam(NODE_ID),
    ApiOkResponse({ type: NodeInfo }),
    DetailRefusals({ 404: ['Node X not found'], 422: [] }),
    __param(0, Param('node_id', NodeIdPipe)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], NodesController.prototype, "get", null);
__decorate([
    Delete(':node_id'),
    NodeActs('path'),
    ApiOperation({
        summary: 'Deregister a node',
        description: 'Its record stays, and its wallet stays readable. It comes back by registering again, unless an administrator took it out.',
    }),
    ApiParam(NODE_ID),
    ApiOkResponse({ type: NodeDeletedResponse }),
    DetailRefusals({ 404: ['Node X not found'], 422: [] }),
    __param(0, Param('node_id', NodeIdPipe)),
    __param(1, AskedBy()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], NodesController.prototype, "deregister", null);
__decorate([
    Post(':node_id/heartbeat'),
    HttpCode(200),
    NodeActs('path'),
    ApiOperation({ summary: 'Report that a node is alive' }),
    ApiParam(NODE_ID),
    ApiBody({ type: HeartbeatRequest }),
    ApiOkResponse({ type: HeartbeatResponse }),
    DetailRefusals({
        403: ['Not authorized for this node', 'Node X is deregistered'],
        404: ['Node X not found'],
        409: ['Heartbeat sequence must be above 7'],
        422: [],
    }),
    __param(0, Param('node_id', NodeIdPipe)),
    __param(1, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], NodesController.prototype, "heartbeat", null);
NodesController = __decorate([
    ApiTags('nodes'),
    Controller('nodes'),
    __metadata("design:paramtypes", [RegisterNode,
        DeregisterNode,
        GetNode,
        ListNodes,
        RecordHeartbeat])
], NodesController);
export { NodesController };
/** The original mounted its router twice. */
let NodesAlias = class NodesAlias extends NodesController {
};
NodesAlias = __decorate([
    ApiExcludeController(),
    Controller('nodes/nodes')
], NodesAlias);
export { NodesAlias };
//# sourceMappingURL=nodes.controller.js.map