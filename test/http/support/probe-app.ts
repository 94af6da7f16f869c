import { setTimeout as delay } from 'node:timers/promises';
import { setAccessRule } from '@app/infrastructure/http/access-rules.js';
import { createHttpApp, type HttpAppOptions } from '@app/infrastructure/http/create-http-app.js';
import { InvalidCursor, PageCursor } from '@app/infrastructure/http/cursor.js';
import { streamJsonArray, streamJsonObject } from '@app/infrastructure/http/json-stream.js';
import { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { InvalidLimit, leadOn } from '@app/infrastructure/http/paging.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { IsCount, IsDecimal, IsInteger, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import { DomainError, sliceOf } from '@app/kernel';
import { Body, Controller, Get, Module, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiOkResponse } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';

export class Refused extends DomainError {
  constructor(
    override readonly kind: DomainError['kind'],
    override readonly code: string,
    message: string,
    options?: ConstructorParameters<typeof DomainError>[1],
  ) {
    super(message, options);
  }
}

const itemCursor = new PageCursor('items');

/** What the streaming routes told the test about themselves. */
export const streams = { produced: 0, closed: 0 };

async function* count(to: number, failAt = Number.POSITIVE_INFINITY) {
  try {
    for (let index = 0; index < to; index += 1) {
      if (index === failAt) throw new Error('the source broke');
      streams.produced += 1;
      if (index % 100 === 0) await delay(0);
      yield { index, text: 'x'.repeat(100) };
    }
  } finally {
    streams.closed += 1;
  }
}

@RefusedAs(() => new Refused('invalid', 'invalid_request_body', 'invalid request body'))
class ProbedFields {
  @IsOptional()
  @IsText()
  name?: string;

  @IsOptional()
  @IsInteger()
  amount?: bigint;

  @IsOptional()
  @IsDecimal(8)
  price?: string;
}

class ListedFields {
  @IsText()
  name!: string;

  @IsOptional()
  @IsInteger()
  amount?: bigint;
}

class LargeText {
  @IsText()
  text!: string;
}

class ItemsQuery {
  @IsCount({ min: 1, max: 1000 }, {}, () => new InvalidLimit(1, 1000))
  limit = 3;

  @IsOptional()
  @IsText({}, () => new InvalidCursor())
  cursor?: string;
}

@Controller('probe')
class ProbeController {
  @Post('fields')
  @setAccessRule('anyone')
  @ApiOkResponse({ description: 'The fields as they were read' })
  @Refusals({
    400: { invalid_request_body: 'invalid request body' },
    415: { unsupported_media_type: 'send Content-Type: application/json' },
  })
  fields(@Body() { name, amount, price }: ProbedFields) {
    return { name, amount, price: price === undefined ? undefined : JsonNumber.of(price) };
  }

  @Post('listed')
  @setAccessRule('anyone')
  listed(@Body() request: ListedFields) {
    return { ...request };
  }

  @Post('bodyless')
  @setAccessRule('anyone')
  bodyless() {
    return { done: true };
  }

  @Post('large')
  @setAccessRule('anyone')
  large(@Body() { text }: LargeText) {
    return { length: text.length };
  }

  @Get('refusals/:kind')
  refusal(@Param('kind') kind: DomainError['kind']) {
    throw new Refused(kind, `probe_${kind}`, `refused as ${kind}`, {
      retryAfterSeconds: kind === 'throttled' ? 30 : undefined,
    });
  }

  @Get('not-configured')
  notConfigured() {
    throw new Refused('unavailable', 'database_not_configured', 'database not configured');
  }

  @Get('wrong-otp')
  wrongOtp() {
    throw new Refused('denied', 'otp_invalid', 'invalid or expired otp');
  }

  @Get('bug')
  bug() {
    throw new Error('secret detail', { cause: new Error('deeper') });
  }

  @Get('exact')
  exact() {
    return { units: 9007199254740993n, balance: JsonNumber.of('10.50000000'), none: null, absent: undefined };
  }

  @Get('items')
  items(
    @Query() { limit, cursor }: ItemsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const from = (itemCursor.decode(cursor) ?? -1n) + 1n;
    const rows = Array.from({ length: 10 }, (_, index) => BigInt(index)).filter((index) => index >= from);
    const page = sliceOf(rows.slice(0, limit + 1), limit);
    leadOn(page, { cursor: itemCursor, key: (item) => item, link: { request, reply, limit } });
    return page.rows;
  }

  @Get('stream')
  stream(@Query('to') to: string) {
    return streamJsonArray(count(Number(to)));
  }

  @Get('stream-failing-at/:index')
  failing(@Param('index') index: string) {
    return streamJsonArray(count(10_000, Number(index)));
  }

  @Get('report')
  report() {
    return streamJsonObject({ total: 2n ** 60n, rows: count(2), empty: count(0), last: 'end' });
  }

  @Get('echo/:text')
  echo(@Param('text') text: string) {
    return { length: text.length };
  }
}

@Module({ controllers: [ProbeController] })
export class ProbeModule {}

export interface ProbeApp {
  app: NestFastifyApplication;
  url: string;
  port: number;
  /** Every line that the process log has written so far. */
  logLines: () => Record<string, unknown>[];
}

export async function startProbe({
  listenOn = '127.0.0.1',
  ...options
}: Partial<HttpAppOptions> & { listenOn?: string } = {}): Promise<ProbeApp> {
  const lines: string[] = [];
  const log = createProcessLog('info', { write: (line) => void lines.push(line) });
  const app = await createHttpApp(ProbeModule, {
    errors: 'plain-text',
    log,
    corsOrigins: ['http://localhost:3000'],
    bodyLimits: { '/probe/large': 64 * 1024 },
    answers: {
      otp_invalid: { status: 401, body: { success: false, message: 'invalid or expired otp' } },
      database_not_configured: { status: 500 },
    },
    ...options,
  });
  await app.listen(0, listenOn);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return { app, url, port: Number(new URL(url).port), logLines: () => lines.map((line) => JSON.parse(line)) };
}
