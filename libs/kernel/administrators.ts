/** What an administrator may be called: 1 to 32 lower-case letters, digits and dashes between them. */
export const ADMINISTRATOR_NAME = /^(?=.{1,32}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Who may do what belongs to the operator, on either API. */
export abstract class Administrators {
  /** @returns the name of the administrator whose token this is, as sent; `undefined` when it is none's */
  abstract recognise(token: string): Promise<string | undefined>;

  /** Whether there is an administrator of this name: a key that acts for one who has left is worth nothing. */
  isNamed(_name: string): boolean {
    return false;
  }
}

/** An administrator as the audit trail calls them. */
export function actorOfAdministrator(name: string): string {
  return `administrator:${name}`;
}

/** The name in what {@link actorOfAdministrator} made. */
export function nameOfAdministrator(actor: string): string | undefined {
  return /^administrator:(.+)$/.exec(actor)?.[1];
}
