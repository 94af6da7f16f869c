import { outputScript } from '@app/infrastructure/flopcoin/output-script.js';
import { parseFlopAddress, WalletMarks } from '@app/node-wallet';
import type { DevnetSession } from './devnet-session.js';

/** The devnet is in the registry's own database, so no other program can have left a mark there. */
export class DevnetWalletMarks extends WalletMarks {
  constructor(private readonly session: DevnetSession) {
    super();
  }

  override async all(): Promise<string[]> {
    return [];
  }

  override add(): Promise<string> {
    return this.session.call('newAddress', () => this.session.devnet.newAddress('registry', 'mizan-registry'));
  }

  override owns(address: string): Promise<boolean> {
    return this.session.call('validateAddress', () => {
      const parsed = parseFlopAddress(address);
      return parsed !== null && this.session.devnet.wallets.ownerOf(outputScript(parsed))?.owner === 'registry';
    });
  }
}
