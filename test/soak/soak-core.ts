import { CoreDaemon } from '../support/core-daemon.js';
import { FaultProxy } from '../support/fault-proxy.js';
import { litecoind, whyNoLitecoind } from '../support/litecoind.js';
import { OutsideWallet } from '../support/outside-wallet.js';

/** A real daemon with a proxy in front of it, and somebody else's money. */
export class SoakCore {
  private readonly miner: NodeJS.Timeout;

  /** @returns undefined where litecoind cannot be had: then the registry plays with its own coin */
  static async start(blockIntervalMs: number): Promise<SoakCore | undefined> {
    if (whyNoLitecoind()) return undefined;
    const daemon = await CoreDaemon.start(litecoind);
    const outside = await OutsideWallet.funded(daemon, 20);
    return new SoakCore(daemon, await FaultProxy.start(daemon.rpcPort), outside, blockIntervalMs);
  }

  private constructor(
    readonly daemon: CoreDaemon,
    readonly proxy: FaultProxy,
    readonly outside: OutsideWallet,
    blockIntervalMs: number,
  ) {
    // While it is down it mines nothing.
    this.miner = setInterval(() => void daemon.mine(1, OutsideWallet.freshAddress()).catch(() => {}), blockIntervalMs);
  }

  get environment(): Record<string, string> {
    return { ...this.daemon.environment(this.proxy.port), FLOPCOIN_RPC_TIMEOUT_MS: '2000' };
  }

  /** Calls are heard and not answered. */
  hang(): void {
    this.proxy.choose = () => 'mute';
  }

  /** Every row of a list, whatever the list, loses its amount. */
  speakOddly(): void {
    this.proxy.rewrite = (_, answer) => answer.replaceAll('"amount"', '"amounts"');
  }

  behave(): void {
    this.proxy.choose = () => null;
    this.proxy.rewrite = () => undefined;
  }

  async restart(): Promise<void> {
    await this.daemon.stop();
    await this.daemon.restart();
  }

  async stop(): Promise<void> {
    clearInterval(this.miner);
    await this.proxy.stop();
    await this.daemon.remove();
  }
}
