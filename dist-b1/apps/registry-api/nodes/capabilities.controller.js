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
import { ChangeCapabilities, isCapability, isStandardCapability, ListNodes, SurveyCapabilities, } from "../../../libs/node-registry/index.js";
import { Body, Controller, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExcludeController, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { NodeActs } from '../access/node-acts.js';
import { AvailableCapabilitiesResponse, CapabilitiesChangedResponse, CapabilityStatisticsResponse, CapabilityValidationResponse, capabilitiesChangedJson, NewCapabilitiesRequest, QueryCapabilitiesRequest, RemoveCapabilitiesRequest, readCapabilityChange, readCapabilityQuery, statisticsJson, } from './capabilities.dto.js';
import { NodeListResponse } from './node.dto.js';
import { ANY_NODE, answerNodes, PagedNodes } from './node-list.js';
import { CapabilityPipe } from './read-fields.js';
const CHANGE_REFUSALS = {
    400: ['A node has at most 64 capabilities'],
    403: ['Not authorized for this node', 'Node X is deregistered'],
    404: ['Node X not found'],
    422: [],
};
let CapabilitiesController = class CapabilitiesController {
    changeCapabilities;
    surveyCapabilities;
    listNodes;
    constructor(changeCapabilities, surveyCapabilities, listNodes) {
        this.changeCapabilities = changeCapabilities;
        this.surveyCapabilities = surveyCapabilities;
        this.listNodes = listNodes;
    }
    async add(body) {
        const { nodeId, capabilities } = readCapabilityChange(body, 'new_capabilities');
        return capabilitiesChangedJson(nodeId, await this.changeCapabilities.add(nodeId, capabilities));
    }
    async remove(body) {
        const { nodeId, capabilities } = readCapabilityChange(body, 'capabilities_to_remove');
        return capabilitiesChangedJson(nodeId, await this.changeCapabilities.remove(nodeId, capabilities));
    }
    async update(body) {
        const { nodeId, capabilities } = readCapabilityChange(body, 'new_capabilities');
        return capabilitiesChangedJson(nodeId, await this.changeCapabilities.replace(nodeId, capabilities));
    }
    query(body, request, reply) {
        return answerNodes(this.listNodes, readCapabilityQuery(body), { request, reply });
    }
    having(capability, request, reply) {
        return answerNodes(this.listNodes, { ...ANY_NODE, capabilities: [capability] }, { request, reply });
    }
    async statistics() {
        return statisticsJson(await this.surveyCapabilities.statistics());
    }
    async available() {
        return { capabilities: await this.surveyCapabilities.available() };
    }
    validate(capability) {
        return { capability, is_valid: isCapability(capability), is_standard: isStandardCapability(capability) };
    }
};
__decorate([
    Post('capabilities/add'),
    HttpCode(200),
    NodeActs('body'),
    ApiOperation({ summary: 'Add capabilities to a node' }),
    ApiBody({ type: NewCapabilitiesRequest }),
    ApiOkResponse({ type: CapabilitiesChangedResponse }),
    DetailRefusals(CHANGE_REFUSALS),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], CapabilitiesController.prototype, "add", null);
__decorate([
    Post('capabilities/remove'),
    HttpCode(200),
    NodeActs('body'),
    ApiOperation({ summary: 'Take capabilities from a node' }),
    ApiBody({ type: RemoveCapabilitiesRequest }),
    ApiOkResponse({ type: CapabilitiesChangedResponse }),
    DetailRefusals(CHANGE_REFUSALS),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], CapabilitiesController.prototype, "remove", null);
__decorate([
    Put('capabilities/update'),
    NodeActs('body'),
    ApiOperation({ summary: 'Replace the capabilities of a node' }),
    ApiBody({ type: NewCapabilitiesRequest }),
    ApiOkResponse({ type: CapabilitiesChangedResponse }),
    DetailRefusals(CHANGE_REFUSALS),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], CapabilitiesController.prototype, "update", null);
__decorate([
    Post('capabilities/query'),
    HttpCode(200),
    ApiOperation({ summary: 'Nodes that have one of several capabilities, or all' }),
    ApiBody({ type: QueryCapabilitiesRequest }),
    PagedNodes(),
    ApiOkResponse({ type: NodeListResponse }),
    DetailRefusals({ 400: ['invalid cursor'], 422: [] }),
    __param(0, Body()),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", void 0)
], CapabilitiesController.prototype, "query", null);
__decorate([
    Get('capability/:capability'),
    ApiOperation({ summary: 'Nodes that have a capability' }),
    ApiParam({ name: 'capability', example: 'compute' }),
    PagedNodes(),
    ApiOkResponse({ type: NodeListResponse }),
    DetailRefusals({ 400: ['invalid cursor'], 422: [] }),
    __param(0, Param('capability', CapabilityPipe)),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", void 0)
], CapabilitiesController.prototype, "having", null);
__decorate([
    Get('capabilities/statistics'),
    ApiOperation({ summary: 'What the nodes in service can do' }),
    ApiOkResponse({ type: CapabilityStatisticsResponse }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], CapabilitiesController.prototype, "statistics", null);
__decorate([
    Get('capabilities/available'),
    ApiOperation({ summary: 'Capabilities there is a word for' }),
    ApiOkResponse({ type: AvailableCapabilitiesResponse }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], CapabilitiesController.prototype, "available", null);
__decorate([
    Get('capabilities/validate/:capability'),
    ApiOperation({ summary: 'Whether a name may be used' }),
    ApiParam({ name: 'capability', example: 'my_capability' }),
    ApiOkResponse({ type: CapabilityValidationResponse }),
    __param(0, Param('capability')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", void 0)
], CapabilitiesController.prototype, "validate", null);
CapabilitiesController = __decorate([
    ApiTags('capabilities'),
    Controller('nodes'),
    __metadata("design:paramtypes", [ChangeCapabilities,
        SurveyCapabilities,
        ListNodes])
], CapabilitiesController);
export { CapabilitiesController };
/** The original mounted its router twice. */
let CapabilitiesAlias = class CapabilitiesAlias extends CapabilitiesController {
};
CapabilitiesAlias = __decorate([
    ApiExcludeController(),
    Controller('nodes/nodes')
], CapabilitiesAlias);
export { CapabilitiesAlias };
//# sourceMappingURL=capabilities.controller.js.map