import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { sliceOf } from '@app/kernel';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { ReadZakatTerms, SetZakatPolicy } from '@app/zakat';
import { Body, Controller, Get, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { ReplacedVersion, TakesIfMatch, tagVersion } from '../presentation/if-match.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { answerList } from '../presentation/paged-list.js';
import {
  PolicyRequest,
  PolicyResponse,
  PolicyVersionResponse,
  policyJson,
  policyOf,
  policyVersionJson,
} from './policy.dto.js';
import { NOT_CONFIGURED, PAGE_REFUSALS } from './zakat-refusals.js';

@ApiTags('zakat')
@Controller('zakat')
export class PolicyController {
  constructor(
    private readonly terms: ReadZakatTerms,
    private readonly setPolicy: SetZakatPolicy,
  ) {}

  @Get('policy')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getZakatPolicy',
    summary: 'The policy of zakat',
    description:
      'What is in force: this product issues no fatwa, and does what the policy says. `ETag` has the version. Version 0 is the policy of a server on which none was set; it asks for one approval in a demo and for two in production.',
  })
  @ApiOkResponse({ type: PolicyResponse })
  @Refusals({ 500: NOT_CONFIGURED })
  async policy(@Res({ passthrough: true }) reply: FastifyReply) {
    const inForce = await this.terms.policy();
    tagVersion(reply, inForce.version);
    return policyJson(inForce);
  }

  @Get('policies')
  @Access({ demo: 'guest', production: 'administrator' }, 'read')
  @ApiOperation({
    operationId: 'listZakatPolicies',
    summary: 'All versions of the policy',
    description: 'The newest first, with their authors; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [PolicyVersionResponse] })
  @Refusals({ 400: PAGE_REFUSALS, 500: NOT_CONFIGURED })
  policies(@Query() page: PageQuery, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerList({
      request,
      page,
      reply,
      cursor: new PageCursor('zakat policies'),
      read: async (before, limit) => sliceOf(await this.terms.versions(before, limit + 1), limit),
      key: ({ version }) => version,
      print: policyVersionJson,
    });
  }

  @Put('policy')
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'setZakatPolicy',
    summary: 'Set the policy of zakat',
    description:
      'Adds a version, which is in force at once; none is ever changed. `If-Match` names the version that it replaces. It is written to the audit trail with its author.',
  })
  @TakesIfMatch()
  @ApiOkResponse({ type: PolicyResponse })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      invalid_policy: 'invalid policy',
      invalid_time_zone: 'invalid time zone',
      invalid_address: ADDRESS_REFUSALS,
    },
    412: { policy_moved: 'another policy is in force, read it again' },
    500: NOT_CONFIGURED,
  })
  async set(
    @Body() request: PolicyRequest,
    @ReplacedVersion() replaces: number,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = await this.setPolicy.execute({ policy: policyOf(request), replaces, author: nameOf(principal) });
    tagVersion(reply, version.version);
    return policyJson(version);
  }
}
