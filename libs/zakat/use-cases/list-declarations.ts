import { type Slice, sliceOf } from '@app/kernel';
import { type Address, parseAddress } from '@app/wallet';
import { Debts, type DeclaredDebt, MOST_DEBTS } from '../ports/debts.js';
import { Exemptions, type FiledExemption, MOST_EXEMPTIONS } from '../ports/exemptions.js';
import type { Numbered } from '../ports/nisab-snapshots.js';

export interface DeclarationList {
  /** As sent; every wallet's when undefined. */
  readonly walletAddress: string | undefined;
  readonly afterNumber: number | undefined;
  readonly limit: number;
}

/** Debts and exemptions in the order in which they were entered, settled and ended ones included. */
export class ListDeclarations {
  constructor(
    private readonly debts: Debts,
    private readonly exemptions: Exemptions,
  ) {}

  /** @throws InvalidAddress */
  async debtsAfter(list: DeclarationList): Promise<Slice<Numbered<DeclaredDebt>>> {
    return sliceOf(await this.debts.page(withOneMore(list)), list.limit);
  }

  /** @throws InvalidAddress */
  async exemptionsAfter(list: DeclarationList): Promise<Slice<Numbered<FiledExemption>>> {
    return sliceOf(await this.exemptions.page(withOneMore(list)), list.limit);
  }

  /** All of one wallet. */
  async ofWallet(walletAddress: string): Promise<{ debts: DeclaredDebt[]; exemptions: FiledExemption[] }> {
    const all = { walletAddress, afterNumber: undefined };
    const debts = await this.debts.page({ ...all, limit: MOST_DEBTS });
    return { debts, exemptions: await this.exemptions.page({ ...all, limit: MOST_EXEMPTIONS }) };
  }
}

function withOneMore({ walletAddress, afterNumber, limit }: DeclarationList) {
  const address: Address | undefined = walletAddress === undefined ? undefined : parseAddress(walletAddress);
  return { walletAddress: address, afterNumber, limit: limit + 1 };
}
