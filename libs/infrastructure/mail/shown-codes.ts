import { CodeDelivery, type CodeToDeliver } from '@app/identity';

/** A demo shows the code to every caller that asks for it, as the specification documents. */
export class ShownCodes extends CodeDelivery {
  override available(): void {}

  override deliver({ code }: CodeToDeliver): string {
    return code;
  }
}
