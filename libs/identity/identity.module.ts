import { Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { CreateWallet, ReadBalance, TransferFunds, WalletModule } from '@app/wallet';
import { Module } from '@nestjs/common';
import { IdentityPolicy } from './model/identity-policy.js';
import { ApiKeys } from './ports/api-keys.js';
import { CodeDelivery } from './ports/code-delivery.js';
import { Contacts } from './ports/contacts.js';
import { OneTimePasswords } from './ports/one-time-passwords.js';
import { SendTotals } from './ports/send-totals.js';
import { Sessions } from './ports/sessions.js';
import { Throttles } from './ports/throttles.js';
import { Users } from './ports/users.js';
import { AuthenticateApiKey } from './use-cases/authenticate-api-key.js';
import { AuthenticateSession } from './use-cases/authenticate-session.js';
import { CloseSession } from './use-cases/close-session.js';
import { KeepContacts } from './use-cases/keep-contacts.js';
import { LimitSending } from './use-cases/limit-sending.js';
import { MakeApiKey } from './use-cases/make-api-key.js';
import { ManageApiKeys } from './use-cases/manage-api-keys.js';
import { OpenSession } from './use-cases/open-session.js';
import { ReadProfile } from './use-cases/read-profile.js';
import { RegisterUser } from './use-cases/register-user.js';
import { ReleaseCnic } from './use-cases/release-cnic.js';
import { RequestOneTimePassword } from './use-cases/request-one-time-password.js';
import { SendFunds } from './use-cases/send-funds.js';
import { ThrottleCaller } from './use-cases/throttle-caller.js';
import { VerifyOneTimePassword } from './use-cases/verify-one-time-password.js';

const useCases = [
  construct(ThrottleCaller, [Throttles, KeyVault, Clock, SystemLog, IdentityPolicy]),
  construct(RegisterUser, [Users, CreateWallet, ThrottleCaller, KeyVault, Clock, SystemLog, IdentityPolicy]),
  construct(ReleaseCnic, [Users, KeyVault, SystemLog]),
  construct(RequestOneTimePassword, [
    OneTimePasswords,
    Users,
    Sessions,
    ThrottleCaller,
    CodeDelivery,
    KeyVault,
    Clock,
    SystemLog,
    IdentityPolicy,
  ]),
  construct(VerifyOneTimePassword, [OneTimePasswords, ThrottleCaller, KeyVault, Clock, SystemLog, IdentityPolicy]),
  construct(OpenSession, [VerifyOneTimePassword, Users, Sessions, KeyVault, Clock, SystemLog, IdentityPolicy]),
  construct(AuthenticateSession, [Sessions, Clock]),
  construct(KeepContacts, [Contacts, Clock]),
  construct(AuthenticateApiKey, [ApiKeys, Clock]),
  construct(MakeApiKey, [ApiKeys, VerifyOneTimePassword, Clock, IdentityPolicy]),
  construct(ManageApiKeys, [ApiKeys, Clock]),
  construct(CloseSession, [Sessions, SystemLog]),
  construct(ReadProfile, [Users, KeyVault, ReadBalance]),
  construct(LimitSending, [SendTotals, Clock, IdentityPolicy]),
  construct(SendFunds, [TransferFunds, Users, VerifyOneTimePassword, LimitSending, KeyVault, IdentityPolicy]),
];

/** Users, their one-time passwords and sessions, and what they do with the wallet that is kept for them. The ports come from the app's adapters module. */
@Module({ imports: [WalletModule], providers: useCases, exports: useCases })
export class IdentityModule {}
