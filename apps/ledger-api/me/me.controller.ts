import { ReadProfile } from '@app/identity';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { checksummed } from '@app/wallet';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import type { UserPrincipal } from '../access/principal.js';
import { ProfileResponse } from './me.dto.js';

@ApiTags('users')
@Controller('me')
export class MeController {
  constructor(private readonly readProfile: ReadProfile) {}

  @Get()
  @Access('user', 'read')
  @ApiOperation({
    operationId: 'getMe',
    summary: 'Your profile, wallet and balance',
    description: 'Of the CNIC the middle is hidden: you know it, and a thief of your session should not learn it.',
  })
  @ApiOkResponse({ type: ProfileResponse })
  async me(@CurrentPrincipal() { userId }: UserPrincipal) {
    const profile = await this.readProfile.execute(userId);
    return {
      user_id: profile.userId,
      full_name: profile.fullName,
      email: profile.email,
      email_confirmed: profile.emailConfirmed,
      cnic: profile.maskedCnic,
      wallet_address: profile.address,
      checksummed_address: checksummed(profile.address),
      balance: profile.balance,
      created_at: new Date(profile.createdAtMs).toISOString(),
    };
  }
}
