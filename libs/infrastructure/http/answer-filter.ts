import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerWriter } from './answer-writer.js';

/** Nest's last stop for everything thrown in a route, and, through it, for every error of Fastify. */
@Catch()
export class AnswerFilter implements ExceptionFilter {
  constructor(private readonly answers: AnswerWriter) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answers.writeError(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
