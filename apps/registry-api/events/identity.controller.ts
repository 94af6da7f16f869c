import { RegistryIdentity } from '@app/node-registry';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnyoneMay } from '../access/node-acts.js';
import { RegistryIdentityResponse } from './events.dto.js';

/** What a registry says of itself. */
export abstract class RegistryPresence {
  abstract readonly name: string;
  abstract readonly url: string | undefined;
}

@ApiTags('events')
@Controller('registry')
export class IdentityController {
  constructor(
    private readonly identity: RegistryIdentity,
    private readonly presence: RegistryPresence,
  ) {}

  @Get('identity')
  @AnyoneMay()
  @ApiOperation({
    operationId: 'getRegistryIdentity',
    summary: 'Which registry this is, and the key that signs its log',
  })
  @ApiOkResponse({ type: RegistryIdentityResponse })
  show() {
    const { registryId, publicKey } = this.identity;
    const { name, url = null } = this.presence;
    return { registry_id: registryId, public_key: publicKey.toString('hex'), name, url };
  }
}
