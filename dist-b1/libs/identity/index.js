export * from './identity.errors.js';
export * from './identity.module.js';
export * from './model/personal-data.js';
export * from './ports/one-time-passwords.js';
export * from './ports/users.js';
export * from './use-cases/register-user.js';
export * from './use-cases/request-one-time-password.js';
export * from './use-cases/verify-one-time-password.js';
//# sourceMappingURL=index.js.map