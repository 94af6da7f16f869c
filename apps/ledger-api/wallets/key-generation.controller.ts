import { toHex } from '@app/chain';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { CreateWallet, checksummed } from '@app/wallet';
import { Controller, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { CreateWalletResponse } from './wallets.dto.js';

/** Apart from the other wallet routes because an operator can switch it off. */
@ApiTags('wallets')
@Controller('wallets')
export class KeyGenerationController {
  constructor(private readonly createWallet: CreateWallet) {}

  @Post()
  @Access('anyone')
  @ApiOperation({
    operationId: 'createWallet',
    summary: 'Make a wallet',
    description: 'A key pair; the server keeps nothing of it. A body is ignored.',
  })
  @ApiOkResponse({ type: CreateWalletResponse })
  @Refusals({})
  create() {
    const { address, privateKey } = this.createWallet.execute();
    return { address, checksummed_address: checksummed(address), private_key: toHex(privateKey) };
  }
}
