import { BrowseBlocks } from '@app/chain';
import { isByAdministrator } from '@app/infrastructure/http/is-by-administrator.js';
import { VERSION } from '@app/infrastructure/http/version.js';
import { Administrators, AppMode, StorageHealth } from '@app/kernel';
import { LeadChain } from '@app/utxo';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { HealthResponse, ReadinessResponse, WriterResponse } from './health.dto.js';

const READY_WITHIN_MS = 2_000;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly storage: StorageHealth,
    private readonly leadership: LeadChain,
    private readonly blocks: BrowseBlocks,
    private readonly mode: AppMode,
    private readonly administrators: Administrators,
  ) {}

  @Get()
  @Access('anyone')
  @ApiOperation({ operationId: 'getHealth', summary: 'Liveness: the process answers' })
  @ApiOkResponse({ type: HealthResponse })
  health() {
    return { status: 'ok' };
  }

  @Get('ready')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'Readiness: a write would succeed, here or at the process that writes; on a hot standby, a read',
    description:
      'In production `status` alone; the rest, with each reason in words, is for administrators (`Authorization: Bearer`).',
  })
  @ApiOkResponse({ type: ReadinessResponse })
  @ApiResponse({ status: 503, description: 'Not ready', type: ReadinessResponse })
  async ready(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const reasons = await this.reasons();
    const status = reasons.length === 0 ? 'ready' : 'unavailable';
    if (reasons.length > 0) reply.code(503).header('Retry-After', '2');
    if (this.mode.isProduction && !(await isByAdministrator(request, this.administrators))) return { status };
    const { leading: writer, role } = this.leadership;
    const known = { status, version: VERSION, writer, role };
    if (reasons.length > 0) return { ...known, database: 'unreachable', reasons };
    return { ...known, database: this.storage.name, height: (await this.blocks.tip()).header.height };
  }

  @Get('writer')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getWriter',
    summary: 'Whether this process writes the chain: where a load balancer sends writes',
    description: 'Answered from memory, also while the database hangs.',
  })
  @ApiOkResponse({ type: WriterResponse })
  @ApiResponse({ status: 503, description: 'Another process writes, or none', type: WriterResponse })
  writer(@Res({ passthrough: true }) reply: FastifyReply) {
    const { role } = this.leadership;
    if (role !== 'writer') reply.code(503).header('Retry-After', '1');
    return { role };
  }

  private async reasons(): Promise<string[]> {
    const trouble = await this.storage.trouble(READY_WITHIN_MS, this.leadership.role === 'standby' ? 'read' : 'write');
    if (trouble !== undefined) return [trouble];
    if (this.leadership.role !== 'none') return [];
    return ['no process holds the writer’s lease, or this one cannot read the chain; see the log'];
  }
}
