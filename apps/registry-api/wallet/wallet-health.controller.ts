import { isByAdministrator } from '@app/infrastructure/http/is-by-administrator.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { Administrators, AppMode } from '@app/kernel';
import { SenderLease, ShowReserves } from '@app/node-wallet';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyNodeMay, AnyoneMay } from '../access/node-acts.js';
import { REGISTRY_API } from '../registry.openapi.js';
import {
  ReservesResponse,
  readinessJson,
  reservesJson,
  WalletHealthResponse,
  WalletReadinessResponse,
  WalletWriterResponse,
} from './wallet-health.dto.js';

@ApiTags('wallet')
@Controller('wallet')
export class WalletHealthController {
  constructor(
    private readonly reserves: ShowReserves,
    private readonly lease: SenderLease,
    private readonly mode: AppMode,
    private readonly administrators: Administrators,
  ) {}

  @Get(['health', 'status/health'])
  @AnyoneMay()
  @ApiOperation({ operationId: 'getWalletHealth', summary: 'Liveness: the process answers' })
  @ApiOkResponse({ type: WalletHealthResponse })
  health() {
    return { status: 'ok', service: 'wallet', version: REGISTRY_API.version };
  }

  @Get('health/ready')
  @AnyoneMay()
  @ApiOperation({
    operationId: 'getWalletReadiness',
    summary: 'Readiness: a write would succeed, Core answers, blocks are followed, and the books agree with Core',
    description:
      'In production `status` alone; the rest, with each reason in words, is for administrators (`Authorization: Bearer`).',
  })
  @ApiOkResponse({ type: WalletReadinessResponse })
  @ApiResponse({ status: 503, description: 'Not ready', type: WalletReadinessResponse })
  async ready(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const readiness = await this.reserves.readiness();
    if (readiness.reasons.length > 0) reply.code(503).header('Retry-After', '5');
    const known = readinessJson(readiness);
    const isForStrangers = this.mode.isProduction && !(await isByAdministrator(request, this.administrators));
    return isForStrangers ? { status: known.status } : known;
  }

  @Get('health/writer')
  @AnyoneMay()
  @ApiOperation({
    operationId: 'getWalletWriter',
    summary: 'Whether this process follows the coin and sends: where a load balancer sends payments',
    description: 'Answered from memory, also while the database hangs.',
  })
  @ApiOkResponse({ type: WalletWriterResponse })
  @ApiResponse({ status: 503, description: 'Another process does, or none', type: WalletWriterResponse })
  writer(@Res({ passthrough: true }) reply: FastifyReply) {
    const role = this.lease.role();
    if (role !== 'writer') reply.code(503).header('Retry-After', '1');
    return { role };
  }

  @Get('reserves')
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'getReserves',
    summary: 'The auditor’s proof',
    description:
      'What all nodes together can ask for, what the operator owns, and what Core holds, compared to the unit after every block. A drift other than 0 stops all sending.',
  })
  @ApiOkResponse({ type: ReservesResponse })
  @DetailRefusals({ 503: { database_unavailable: 'database unavailable' } })
  async show() {
    return reservesJson(await this.reserves.execute());
  }
}
