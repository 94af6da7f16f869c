import fastify from 'fastify';
import { answerParent } from '../process/answer-parent.js';

/** What Fastify does at best: one route, a constant, a JSON schema for its answer, no log and no hook. */
const server = fastify({ logger: false, keepAliveTimeout: 5_000 });
server.get(
  '/balance/:address',
  { schema: { response: { 200: { type: 'object', properties: { balance: { type: 'integer' } } } } } },
  async () => ({ balance: 15_000 }),
);

/** Answers with the URL. */
answerParent(() => server.listen({ port: 0, host: '127.0.0.1' }));
