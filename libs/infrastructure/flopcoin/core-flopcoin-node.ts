import { type BlockHeader, type CoinIdentity, FlopcoinNode, type NodeStatus } from '@app/node-wallet';
import { booleanField, hash, hashField, integerField, optionalField, text, textField } from './core-answer.js';
import type { CoreSession } from './core-session.js';
import { RpcCode, RpcError } from './rpc-answer.js';

export class CoreFlopcoinNode extends FlopcoinNode {
  constructor(private readonly session: CoreSession) {
    super();
  }

  override identity(): Promise<CoinIdentity> {
    return this.session.identity();
  }

  override pin(identity: CoinIdentity): void {
    this.session.pin(identity);
  }

  override status(): Promise<NodeStatus> {
    return this.session.trusted(async () => {
      const chainInfo = await this.session.rpc.read('getblockchaininfo');
      const tipHash = hashField(chainInfo, 'bestblockhash');
      return {
        chain: textField(chainInfo, 'chain'),
        height: integerField(chainInfo, 'blocks'),
        tipHash,
        tipTimeSeconds: integerField(await this.session.rpc.read('getblockheader', [tipHash]), 'time'),
        syncing: booleanField(chainInfo, 'initialblockdownload'),
        connections: integerField(await this.session.rpc.read('getnetworkinfo'), 'connections'),
      };
    });
  }

  override blockHashAt(height: number): Promise<string | null> {
    return this.session.trusted(() =>
      unless(RpcCode.parameter, async () =>
        hash(await this.session.rpc.read('getblockhash', [height]), 'getblockhash'),
      ),
    );
  }

  override header(blockHash: string): Promise<BlockHeader | null> {
    return this.session.trusted(() => unless(RpcCode.addressOrKey, () => readHeader(this.session, blockHash)));
  }
}

/** A block's header, also asked for by the wallet: neither daemon's transactions agree on telling a height. */
export async function readHeader({ rpc }: CoreSession, blockHash: string): Promise<BlockHeader> {
  const header = await rpc.read('getblockheader', [blockHash]);
  const previousHash = optionalField(header, 'previousblockhash');
  return {
    hash: hashField(header, 'hash'),
    height: integerField(header, 'height'),
    confirmations: integerField(header, 'confirmations'),
    previousHash: previousHash === undefined ? null : text(previousHash, 'previousblockhash'),
    timeSeconds: integerField(header, 'time'),
  };
}

/** null when Core refuses with `code`, which for this question means "there is none". */
export async function unless<T>(code: number, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RpcError && error.code === code) return null;
    throw error;
  }
}
