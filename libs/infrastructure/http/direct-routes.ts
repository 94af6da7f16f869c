import { type INestApplication, type INestApplicationContext, StreamableFile } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerWriter } from './answer-writer.js';
import { answerForStatus } from './error-answer.js';

/** Returns the body of the answer, whole or as a stream, with 200. Whatever it throws is answered as Nest's filter would. */
export type DirectRoute = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Handlers by method and path as the router has it, `GET /api/v1/wallets/:address/balance`; made of the application before the first request. */
export type DirectRoutes = Readonly<Record<string, (app: INestApplicationContext) => DirectRoute>>;

/**
 * Lets Fastify itself call the handlers of a few busy routes, which Nest declares and documents as any other. Nest's way to
 * a handler costs as much as all the rest of a small read. No guard, pipe or interceptor runs there: the handler asks its
 * guard itself.
 *
 * Call it before the routes are made; call what it returns with the application before it listens.
 */
export function installDirectRoutes(
  server: FastifyInstance,
  routes: DirectRoutes,
  answers: AnswerWriter,
): (app: INestApplication) => void {
  const found = new Map<string, DirectRoute>();
  let stream: (reply: FastifyReply, file: StreamableFile) => unknown;
  server.addHook('onRoute', (route) => {
    const name = `${route.method} ${route.url}`;
    if (routes[name] === undefined) return;
    route.handler = async (request, reply) => {
      // Fastify takes an empty parameter for one, as Nest does not.
      if (hasEmptyParameter(request)) return answers.write(answerForStatus(404), request, reply);
      try {
        const body = await found.get(name)!(request, reply);
        if (!(body instanceof StreamableFile)) return body;
        stream(reply, body);
        return reply;
      } catch (error) {
        answers.writeError(error, request, reply);
        return reply;
      }
    };
  });
  return (app) => {
    stream = (reply, file) => app.getHttpAdapter().reply(reply, file);
    for (const [name, make] of Object.entries(routes)) found.set(name, make(app));
  };
}

function hasEmptyParameter({ params }: FastifyRequest): boolean {
  for (const name in params as object) if ((params as Record<string, string>)[name] === '') return true;
  return false;
}
