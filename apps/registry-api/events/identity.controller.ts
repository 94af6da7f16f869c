import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { RegistryIdentity } from '@app/node-registry';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnyoneMay } from '../access/node-acts.js';
import { IdentityQuery, RegistryIdentityResponse } from './events.dto.js';

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
    description:
      'With a `challenge` the answer has a signature over it, which shows that the registry has the key now: anyone can repeat what it said before.',
  })
  @ApiOkResponse({ type: RegistryIdentityResponse })
  @DetailRefusals({ 422: {} })
  show(@Query() { challenge }: IdentityQuery): RegistryIdentityResponse {
    const { registryId, publicKey } = this.identity;
    const { name, url } = this.presence;
    const signature = challenge === undefined ? null : this.identity.prove(challenge, url);
    return { registry_id: registryId, public_key: publicKey.toString('hex'), name, url: url ?? null, signature };
  }
}
