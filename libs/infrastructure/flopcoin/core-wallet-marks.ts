import { WalletMarks } from '@app/node-wallet';
import { booleanField, list, text } from './core-answer.js';
import type { CoreSession } from './core-session.js';
import { RpcCode, RpcError } from './rpc-answer.js';

const LABEL = 'mizan-registry';

/** Flopcoin and Litecoin have other names for each of these: the first that the daemon knows is asked. */
const BY_LABEL = ['getaddressesbylabel', 'getaddressesbyaccount'] as const;
const ABOUT_ADDRESS = ['getaddressinfo', 'validateaddress'] as const;

export class CoreWalletMarks extends WalletMarks {
  constructor(private readonly session: CoreSession) {
    super();
  }

  override all(): Promise<string[]> {
    return this.session.trusted(async () => {
      const answer = await this.first(BY_LABEL, LABEL).catch((error: unknown) => {
        // Litecoin: no address has the label.
        if (error instanceof RpcError && error.code === RpcCode.labelUnknown) return [];
        throw error;
      });
      // Litecoin: an object whose keys are the addresses.
      const addresses = Array.isArray(answer) ? answer : Object.keys(answer as object);
      return this.session.rpc.readableRows(BY_LABEL[0], list(addresses, 'addresses'), (row) => text(row, 'address'));
    });
  }

  override add(): Promise<string> {
    return this.session.trusted(async () =>
      text(await this.session.rpc.write('getnewaddress', [LABEL]), 'getnewaddress'),
    );
  }

  override owns(address: string): Promise<boolean> {
    return this.session.trusted(async () => booleanField(await this.first(ABOUT_ADDRESS, address), 'ismine'));
  }

  private async first([here, there]: readonly [string, string], parameter: string): Promise<unknown> {
    try {
      return await this.session.rpc.read(here, [parameter]);
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== RpcCode.unknownMethod) throw error;
      return this.session.rpc.read(there, [parameter]);
    }
  }
}
