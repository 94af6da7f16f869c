var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Clock, construct, KeyVault, SystemLog } from "../kernel/index.js";
import { CreateWallet, WalletModule } from "../wallet/index.js";
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
let IdentityModule = class IdentityModule {
};
IdentityModule = __decorate([
    Module({ imports: [WalletModule], providers: useCases, exports: useCases })
], IdentityModule);
export { IdentityModule };
//# sourceMappingURL=identity.module.js.map