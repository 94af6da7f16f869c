import { WriterLease } from '@app/utxo';

/** No other process can write to this process's memory. */
export class OnlyWriter extends WriterLease {
  override async acquire(): Promise<boolean> {
    return true;
  }

  override held(): boolean {
    return true;
  }

  override async release(): Promise<void> {}
}
