import type { Address } from '../model/address.js';

/** A note as it is stored. It opens with `noteSeal` of the rest. */
export interface SealedNote {
  readonly txid: Uint8Array;
  readonly id: string;
  readonly payer: string;
  readonly payee: string;
  readonly sealed: Uint8Array;
}

/** The notes of transfers, which are stored with their transactions. */
export abstract class TransferNotes {
  /** The notes of these transactions that `reader` wrote or got. */
  abstract of(txids: readonly Uint8Array[], reader: Address): Promise<SealedNote[]>;
}
