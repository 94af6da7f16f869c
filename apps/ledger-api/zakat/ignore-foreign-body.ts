import { isJsonObject } from '@app/infrastructure/http/json-value.js';
import { UnreadableBody } from '@app/infrastructure/http/unreadable-body.js';
import { AppMode } from '@app/kernel';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The specification's call has no body: in a demo, one that is no JSON object is ignored. */
@Injectable()
export class IgnoreForeignBody implements NestInterceptor {
  constructor(private readonly mode: AppMode) {}

  intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const isForeign = request.body instanceof UnreadableBody || !isJsonObject(request.body);
    if (isForeign && !this.mode.isProduction) request.body = undefined;
    return next.handle();
  }
}
