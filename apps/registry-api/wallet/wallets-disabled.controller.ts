import { DatabaseNotConfigured } from '@app/kernel';
import { All, Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AnyoneMay } from '../access/node-acts.js';
import { REGISTRY_API } from '../registry.openapi.js';

/** Without a database there are no wallets: money is not kept in memory. */
@ApiExcludeController()
@Controller('wallet')
export class WalletsDisabledController {
  @Get(['health', 'status/health'])
  @AnyoneMay()
  health() {
    return { status: 'ok', service: 'wallet', version: REGISTRY_API.version };
  }

  @All('*')
  @AnyoneMay()
  refuse(): never {
    throw new DatabaseNotConfigured();
  }
}
