import type { DirectRoutes } from '@app/infrastructure/http/direct-routes.js';
import { principalOf } from '@app/infrastructure/http/principal.js';
import { readRequest } from '@app/infrastructure/http/validation/index.js';
import { AppMode } from '@app/kernel';
import { type INestApplicationContext, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from './access/access.guard.js';
import type { Principal } from './access/principal.js';
import { Principals } from './access/principals.js';
import { AddressPath } from './presentation/address-path.dto.js';
import { idempotencyKeyOf } from './presentation/idempotency-key.js';
import { TransactionsController } from './transactions/transactions.controller.js';
import { TransferRequest } from './transactions/transactions.dto.js';
import { WalletsController } from './wallets/wallets.controller.js';

/** What is sent and asked all day, answered by the controllers' own methods under their own rules. */
export const DIRECT_ROUTES: DirectRoutes = {
  'POST /api/v1/transactions': (app) => {
    const controller = controllerOf(app, TransactionsController);
    const admit = guardOf(app, controller.send);
    return async (request, reply) => {
      await admit(request);
      const key = idempotencyKeyOf(request);
      const transfer = readRequest(TransferRequest, request.body, 'body');
      return controller.send(transfer, principalOf<Principal>(request), request.ip, key, reply);
    };
  },
  'GET /api/v1/wallets/:address/balance': (app) => {
    const controller = controllerOf(app, WalletsController);
    const admit = guardOf(app, controller.balance);
    return async (request) => {
      await admit(request);
      return controller.balance(readRequest(AddressPath, request.params as object, 'path'));
    };
  },
};

function controllerOf<Controller>(app: INestApplicationContext, type: Type<Controller>): Controller {
  return app.get(type, { strict: false });
}

/** Admits a request to `handler` as Nest would have the guard do, and remembers who is asking. */
function guardOf(app: INestApplicationContext, handler: (...args: never[]) => unknown) {
  const principals = app.get(Principals, { strict: false });
  const guard = new AccessGuard(new Reflector(), principals, app.get(AppMode, { strict: false }));
  const right = guard.rightTo(handler);
  return (request: FastifyRequest) => guard.admit(request, right);
}
