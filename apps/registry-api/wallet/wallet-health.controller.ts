import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { AppMode } from '@app/kernel';
import { ShowReserves } from '@app/node-registry';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnyNodeMay, AnyoneMay } from '../access/node-acts.js';
import { REGISTRY_API } from '../registry.openapi.js';
import {
  ReservesResponse,
  readinessJson,
  reservesJson,
  WalletHealthResponse,
  WalletReadinessResponse,
} from './wallet-health.dto.js';

@ApiTags('wallet')
@Controller('wallet')
export class WalletHealthController {
  constructor(
    private readonly reserves: ShowReserves,
    private readonly mode: AppMode,
  ) {}

  @Get(['health', 'status/health'])
  @AnyoneMay()
  @ApiOperation({ summary: 'Liveness: the process answers' })
  @ApiOkResponse({ type: WalletHealthResponse })
  health() {
    return { status: 'ok', service: 'wallet', version: REGISTRY_API.version };
  }

  @Get('health/ready')
  @AnyoneMay()
  @ApiOperation({
    summary: 'Readiness: the database and Core answer, blocks are followed, and the books agree with Core',
    description: 'In production `status` alone: the rest is for whoever runs the server.',
  })
  @ApiOkResponse({ type: WalletReadinessResponse })
  @ApiResponse({ status: 503, description: 'Not ready', type: WalletReadinessResponse })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const readiness = await this.reserves.readiness().catch(() => undefined);
    if (!readiness?.isReady) reply.code(503).header('Retry-After', '5');
    return this.mode.isProduction ? { status: readiness?.isReady ? 'ready' : 'unavailable' } : readinessJson(readiness);
  }

  @Get('reserves')
  @AnyNodeMay()
  @ApiOperation({
    summary: 'The auditor’s proof',
    description:
      'What all nodes together can ask for, what the operator owns, and what Core holds, compared to the unit after every block. A drift other than 0 stops all sending.',
  })
  @ApiOkResponse({ type: ReservesResponse })
  @DetailRefusals({ 503: ['database unavailable'] })
  async show() {
    return reservesJson(await this.reserves.execute());
  }
}
