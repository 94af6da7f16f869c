import { Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { CreateWallet, WalletModule } from '@app/wallet';
import { Module } from '@nestjs/common';
import { OneTimePasswords } from './ports/one-time-passwords.js';
import { Users } from './ports/users.js';
import { RegisterUser } from './use-cases/register-user.js';
import { RequestOneTimePassword } from './use-cases/request-one-time-password.js';
import { VerifyOneTimePassword } from './use-cases/verify-one-time-password.js';

const useCases = [
  construct(RegisterUser, [Users, CreateWallet, KeyVault, Clock, SystemLog]),
  construct(RequestOneTimePassword, [OneTimePasswords, KeyVault, Clock, SystemLog]),
  construct(VerifyOneTimePassword, [OneTimePasswords, KeyVault, Clock, SystemLog]),
];

/** Users and their one-time passwords. The ports come from the app's adapters module. */
@Module({ imports: [WalletModule], providers: useCases, exports: useCases })
export class IdentityModule {}
