import { AccessPolicy } from '@app/infrastructure/http/access-guard.js';
import { accessRuleOf } from '@app/infrastructure/http/access-rules.js';
import type { DirectRoutes } from '@app/infrastructure/http/direct-routes.js';
import { idempotencyKeyOf } from '@app/infrastructure/http/idempotency-key.js';
import { principalOf } from '@app/infrastructure/http/principal.js';
import { readRequest } from '@app/infrastructure/http/validation/index.js';
import { type INestApplicationContext, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from './access/principal.js';
import { AddressPath } from './presentation/address-path.dto.js';
import { TransactionsController } from './transactions/transactions.controller.js';
import { TransferRequest } from './transactions/transactions.dto.js';
import { WalletsController } from './wallets/wallets.controller.js';
import { HistoryQuery } from './wallets/wallets.dto.js';

/** What is sent and asked all day, answered by the controllers' own methods under their own rules. */
export const DIRECT_ROUTES: DirectRoutes = {
  'POST /api/v1/transactions': (app) => {
    const controller = controllerOf(app, TransactionsController);
    const admit = guardOf(app, controller.send);
    return async (request, reply) => {
      await admit(request, reply);
      const key = idempotencyKeyOf(request);
      const transfer = readRequest(TransferRequest, request.body, 'body');
      return controller.send(transfer, principalOf<Principal>(request), request.ip, key, reply);
    };
  },
  'GET /api/v1/wallets/:address/balance': (app) => {
    const controller = controllerOf(app, WalletsController);
    const admit = guardOf(app, controller.balance);
    return async (request, reply) => {
      await admit(request, reply);
      return controller.balance(readRequest(AddressPath, request.params as object, 'path'));
    };
  },
  'GET /api/v1/wallets/:address/transactions': (app) => {
    const controller = controllerOf(app, WalletsController);
    const admit = guardOf(app, controller.transactions);
    return async (request, reply) => {
      await admit(request, reply);
      const path = readRequest(AddressPath, request.params as object, 'path');
      const page = readRequest(HistoryQuery, request.query as object, 'query');
      return controller.transactions(page, path, request, reply);
    };
  },
};

function controllerOf<Controller>(app: INestApplicationContext, type: Type<Controller>): Controller {
  return app.get(type, { strict: false });
}

/** Admits a request to `handler` as Nest would have the guard do, and remembers who sent it. */
function guardOf(app: INestApplicationContext, handler: (...args: never[]) => unknown) {
  const policy = app.get(AccessPolicy, { strict: false });
  const rule = accessRuleOf(new Reflector(), handler);
  return (request: FastifyRequest, reply: FastifyReply) => policy.admit(request, reply, rule);
}
