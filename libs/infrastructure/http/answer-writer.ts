import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type AnswerTable, answerFor, type ErrorAnswer } from './error-answer.js';
import { type ErrorForm, renderError } from './error-forms.js';
import { locateField } from './locate-field.js';
import type { Headers } from './security-headers.js';

export interface AnswerWriterOptions {
  form: ErrorForm;
  table: AnswerTable;
  /** How to authenticate, for the `WWW-Authenticate` that RFC 9110 wants on every 401. */
  challenge: string;
  log: Logger;
  /** On every answer of the process, from every writer. */
  headers: Headers;
}

/** Writes errors the one way an app words them, and logs the ones that are our fault, once, with cause and request id. */
export class AnswerWriter {
  constructor(private readonly options: AnswerWriterOptions) {}

  get headers(): Headers {
    return this.options.headers;
  }

  writeError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const answer = locateField(answerFor(error, this.options.table), request);
    if (answer.isFault) this.options.log.error({ requestId: request.id, err: error }, 'request failed');
    this.write(answer, request, reply);
  }

  write(answer: ErrorAnswer, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent || reply.raw.headersSent) {
      // Too late to say anything: a broken connection is the only sign that the answer is not complete.
      reply.raw.destroy();
      return;
    }
    const { contentType, payload } = this.render(answer, request.headers.accept);
    reply.code(answer.status).headers(this.headers).headers(answer.headers);
    if (answer.status === 401) reply.header('WWW-Authenticate', this.options.challenge);
    if (contentType === undefined) reply.removeHeader('content-type').send();
    else reply.header('Content-Type', contentType).send(payload);
  }

  render(answer: ErrorAnswer, accept: string | undefined) {
    return renderError(this.options.form, answer, accept);
  }
}
