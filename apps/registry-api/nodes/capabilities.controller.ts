import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import {
  ChangeCapabilities,
  isCapability,
  isStandardCapability,
  ListNodes,
  SurveyCapabilities,
} from '@app/node-registry';
import { Body, Controller, Get, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyoneMay, NodeActs } from '../access/node-acts.js';
import {
  AvailableCapabilitiesResponse,
  CapabilitiesChangedResponse,
  CapabilityStatisticsResponse,
  CapabilityValidationResponse,
  capabilitiesChangedJson,
  NewCapabilitiesRequest,
  QueryCapabilitiesRequest,
  RemoveCapabilitiesRequest,
  statisticsJson,
} from './capabilities.dto.js';
import { NodeListResponse } from './node.dto.js';
import { NodePageQuery } from './node-list.dto.js';
import { ANY_NODE, answerNodes } from './node-list.js';
import { AnyCapabilityPath, CapabilityPath } from './node-path.dto.js';
import { NODE_PATHS } from './node-paths.js';

const CHANGE_REFUSALS = {
  400: { too_many_capabilities: 'A node has at most 64 capabilities' },
  403: { not_this_node: 'Not authorized for this node', node_deregistered: 'Node X is deregistered' },
  404: { node_not_found: 'Node X not found' },
  422: {},
};

@ApiTags('capabilities')
@Controller(NODE_PATHS)
export class CapabilitiesController {
  constructor(
    private readonly changeCapabilities: ChangeCapabilities,
    private readonly surveyCapabilities: SurveyCapabilities,
    private readonly listNodes: ListNodes,
  ) {}

  @Post('capabilities/add')
  @NodeActs('body')
  @ApiOperation({ operationId: 'addCapabilities', summary: 'Add capabilities to a node' })
  @ApiOkResponse({ type: CapabilitiesChangedResponse })
  @DetailRefusals(CHANGE_REFUSALS)
  async add(@Body() { node_id: nodeId, new_capabilities: capabilities }: NewCapabilitiesRequest) {
    return capabilitiesChangedJson(nodeId, await this.changeCapabilities.add(nodeId, capabilities));
  }

  @Post('capabilities/remove')
  @NodeActs('body')
  @ApiOperation({ operationId: 'removeCapabilities', summary: 'Take capabilities from a node' })
  @ApiOkResponse({ type: CapabilitiesChangedResponse })
  @DetailRefusals(CHANGE_REFUSALS)
  async remove(@Body() { node_id: nodeId, capabilities_to_remove: capabilities }: RemoveCapabilitiesRequest) {
    return capabilitiesChangedJson(nodeId, await this.changeCapabilities.remove(nodeId, capabilities));
  }

  @Put('capabilities/update')
  @NodeActs('body')
  @ApiOperation({ operationId: 'replaceCapabilities', summary: 'Replace the capabilities of a node' })
  @ApiOkResponse({ type: CapabilitiesChangedResponse })
  @DetailRefusals(CHANGE_REFUSALS)
  async update(@Body() { node_id: nodeId, new_capabilities: capabilities }: NewCapabilitiesRequest) {
    return capabilitiesChangedJson(nodeId, await this.changeCapabilities.replace(nodeId, capabilities));
  }

  @Post('capabilities/query')
  @AnyoneMay()
  @ApiOperation({ operationId: 'queryCapabilities', summary: 'Nodes that have one of several capabilities, or all' })
  @ApiOkResponse({ type: NodeListResponse })
  @DetailRefusals({ 400: { invalid_cursor: 'invalid cursor' }, 422: {} })
  query(
    @Query() page: NodePageQuery,
    @Body() { capabilities, match_all }: QueryCapabilitiesRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const filter = { ...ANY_NODE, capabilities, matchAny: !match_all };
    return answerNodes(this.listNodes, filter, { page, request, reply });
  }

  @Get('capability/:capability')
  @AnyoneMay()
  @ApiOperation({ operationId: 'listNodesByCapability', summary: 'Nodes that have a capability' })
  @ApiOkResponse({ type: NodeListResponse })
  @DetailRefusals({ 400: { invalid_cursor: 'invalid cursor' }, 422: {} })
  having(
    @Query() page: NodePageQuery,
    @Param() { capability }: CapabilityPath,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerNodes(this.listNodes, { ...ANY_NODE, capabilities: [capability] }, { page, request, reply });
  }

  @Get('capabilities/statistics')
  @AnyoneMay()
  @ApiOperation({ operationId: 'getCapabilityStatistics', summary: 'What the nodes in service can do' })
  @ApiOkResponse({ type: CapabilityStatisticsResponse })
  async statistics() {
    return statisticsJson(await this.surveyCapabilities.statistics());
  }

  @Get('capabilities/available')
  @AnyoneMay()
  @ApiOperation({ operationId: 'listCapabilities', summary: 'Capabilities there is a word for' })
  @ApiOkResponse({ type: AvailableCapabilitiesResponse })
  async available() {
    return { capabilities: await this.surveyCapabilities.available() };
  }

  @Get('capabilities/validate/:capability')
  @AnyoneMay()
  @ApiOperation({ operationId: 'validateCapability', summary: 'Whether a name may be used' })
  @ApiOkResponse({ type: CapabilityValidationResponse })
  validate(@Param() { capability }: AnyCapabilityPath) {
    return { capability, is_valid: isCapability(capability), is_standard: isStandardCapability(capability) };
  }
}
