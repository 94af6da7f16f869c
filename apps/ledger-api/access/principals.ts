import type { AuthenticateApiKey, AuthenticateSession } from '@app/identity';
import { type Administrators, nameOfAdministrator } from '@app/kernel';
import type { Principal } from './principal.js';

/** Knows one kind of token. */
export abstract class PrincipalResolver {
  /** @returns who holds `token`, `undefined` when it is none of this kind */
  abstract holderOf(token: string): Promise<Principal | undefined>;
}

export class AdministratorResolver extends PrincipalResolver {
  constructor(private readonly administrators: Administrators) {
    super();
  }

  override async holderOf(token: string): Promise<Principal | undefined> {
    const name = await this.administrators.recognise(token);
    return name === undefined ? undefined : { kind: 'administrator', name };
  }
}

export class SessionResolver extends PrincipalResolver {
  constructor(private readonly authenticate: AuthenticateSession) {
    super();
  }

  override async holderOf(token: string): Promise<Principal | undefined> {
    const owner = await this.authenticate.execute(token);
    return owner && { kind: 'user', userId: owner.userId, email: owner.email, address: owner.address, token };
  }
}

/** Of a key that acts for a user, or for an administrator who is still one. */
export class ApiKeyResolver extends PrincipalResolver {
  constructor(
    private readonly authenticate: AuthenticateApiKey,
    private readonly administrators: Administrators,
  ) {
    super();
  }

  override async holderOf(token: string): Promise<Principal | undefined> {
    const key = await this.authenticate.execute(token);
    if (!key) return undefined;
    if (key.user) return { kind: 'user', ...key.user, token, key };
    const name = nameOfAdministrator(key.holder);
    return name !== undefined && this.administrators.isNamed(name) ? { kind: 'administrator', name, key } : undefined;
  }
}

/** Who holds a bearer token: the first of several resolvers that knows it answers. */
export class Principals extends PrincipalResolver {
  constructor(private readonly resolvers: readonly PrincipalResolver[]) {
    super();
  }

  override async holderOf(token: string): Promise<Principal | undefined> {
    for (const resolver of this.resolvers) {
      const principal = await resolver.holderOf(token);
      if (principal) return principal;
    }
    return undefined;
  }
}
