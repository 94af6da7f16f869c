import { ReleaseCnic } from '@app/identity';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { ReleaseCnicRequest, ReleaseCnicResponse } from './claims.dto.js';

@ApiTags('users')
@Controller('admin/cnic')
export class ClaimsController {
  constructor(private readonly releaseCnic: ReleaseCnic) {}

  @Post('release')
  @Access('administrator', 'admin')
  @ApiOperation({
    operationId: 'releaseCnic',
    summary: 'Take a CNIC from the user who has it',
    description:
      'For a person who has shown that it is theirs, after somebody else confirmed a registration with it: they can register afterwards. The user who had it keeps session and wallet. It is written to the audit trail.',
  })
  @ApiOkResponse({ type: ReleaseCnicResponse })
  @Refusals({
    400: { invalid_request: 'invalid request body', fields_required: 'cnic is required' },
    404: { cnic_not_claimed: 'no user has this cnic' },
  })
  async release(@Body() { cnic }: ReleaseCnicRequest, @Ip() ip: string, @CurrentPrincipal() principal: Principal) {
    const userId = await this.releaseCnic.execute({ cnic, ip, actor: nameOf(principal) });
    return { user_id: userId };
  }
}
