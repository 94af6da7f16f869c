/** Who may do what belongs to the operator, on either API. */
export abstract class Administrators {
  /** Whether `token`, as sent, is an administrator's. */
  abstract recognise(token: string): Promise<boolean>;
}
