/** Who may act for any node. */
export abstract class Administrators {
  /** Whether `token`, as sent, is an administrator's. */
  abstract recognise(token: string): Promise<boolean>;
}

/** While there are none: every token is wrong. */
export class NoAdministrators extends Administrators {
  override async recognise(): Promise<boolean> {
    return false;
  }
}
