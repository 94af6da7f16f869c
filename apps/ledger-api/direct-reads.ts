import { accessRuleOf } from '@app/infrastructure/http/access-rules.js';
import type { DirectReads } from '@app/infrastructure/http/direct-reads.js';
import { AppMode } from '@app/kernel';
import { type INestApplicationContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AccessRule } from './access/access-rule.js';
import { WalletsController } from './wallets/wallets.controller.js';

/** What wallets ask all day, answered by the controllers' own methods. */
export const DIRECT_READS: DirectReads = {
  '/api/v1/wallets/:address/balance': (app) => {
    demandOpen(app, WalletsController.prototype.balance);
    const controller = app.get(WalletsController, { strict: false });
    return ({ address }) => controller.balance(address!);
  },
};

/** @throws Error for a handler that a guard must stand before: a bug of whoever changed its rule */
function demandOpen(app: INestApplicationContext, handler: (...args: never[]) => unknown): void {
  const { name } = app.get(AppMode, { strict: false });
  if (accessRuleOf<AccessRule>(new Reflector(), handler)[name] !== 'anyone') {
    throw new Error(`${handler.name} is not for everybody and cannot do without its guard`);
  }
}
