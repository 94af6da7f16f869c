import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { AnswerWriter } from './answer-writer.js';
import { answerForStatus } from './error-answer.js';

/** Answers to a request with these parameters in its path. */
export type DirectRead = (params: Readonly<Record<string, string>>) => unknown;

/** Handlers by the pattern of their route, `/api/v1/health`; made of the application before the first request. */
export type DirectReads = Readonly<Record<string, (app: INestApplicationContext) => DirectRead>>;

/**
 * Lets Fastify itself call the handlers of a few GET routes, which Nest declares and documents as any other. Nest's way to
 * a handler costs as much as all the rest of a small read. No guard, pipe or interceptor runs there, so it is only for
 * routes that anyone may use.
 *
 * Call it before the routes are made; call what it returns with the application before it listens.
 */
export function installDirectReads(
  server: FastifyInstance,
  reads: DirectReads,
  answers: AnswerWriter,
): (app: INestApplicationContext) => void {
  const found = new Map<string, DirectRead>();
  server.addHook('onRoute', (route) => {
    const { url } = route;
    if (route.method !== 'GET' || reads[url] === undefined) return;
    route.handler = async (request, reply) => {
      const params = request.params as Record<string, string>;
      // As Nest has it: where a part of the path is missing there is no route.
      if (Object.values(params).includes('')) {
        answers.write(answerForStatus(404), request, reply);
        return reply;
      }
      try {
        return await found.get(url)!(params);
      } catch (error) {
        answers.writeError(error, request, reply);
        return reply;
      }
    };
  });
  return (app) => {
    for (const [url, make] of Object.entries(reads)) found.set(url, make(app));
  };
}
