import { BrowseBlocks } from '@app/chain';
import { VERSION } from '@app/infrastructure/http/version.js';
import { AppMode } from '@app/kernel';
import { LeadChain } from '@app/utxo';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/access.js';
import { StorageHealth } from '../storage-health.js';
import { HealthResponse, ReadinessResponse } from './health.dto.js';

const READY_WITHIN_MS = 2_000;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly storage: StorageHealth,
    private readonly leadership: LeadChain,
    private readonly blocks: BrowseBlocks,
    private readonly mode: AppMode,
  ) {}

  @Get()
  @Access('anyone')
  @ApiOperation({ summary: 'Liveness: the process answers' })
  @ApiOkResponse({ type: HealthResponse })
  health() {
    return { status: 'ok' };
  }

  @Get('ready')
  @Access('anyone')
  @ApiOperation({
    summary: 'Readiness: the database answers too',
    description: 'In production `status` alone: the rest is for whoever runs the server.',
  })
  @ApiOkResponse({ type: ReadinessResponse })
  @ApiResponse({ status: 503, description: 'Not ready', type: ReadinessResponse })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const answers = await this.storage.healthy(READY_WITHIN_MS);
    if (!answers) reply.code(503).header('Retry-After', '2');
    return this.mode.isProduction ? { status: answers ? 'ready' : 'unavailable' } : this.detail(answers);
  }

  private async detail(answers: boolean): Promise<ReadinessResponse> {
    const writer = this.leadership.leading;
    if (!answers) return { status: 'unavailable', version: VERSION, database: 'unreachable', writer };
    const { header } = await this.blocks.tip();
    return { status: 'ready', version: VERSION, database: this.storage.name, writer, height: header.height };
  }
}
