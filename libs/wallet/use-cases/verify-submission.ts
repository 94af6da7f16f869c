import {
  asBuffer,
  burntUnits,
  explainSignature,
  fromHex,
  isCoinbase,
  type Outpoint,
  outpointKey,
  ownersOf,
  RuleBroken,
  SignatureScheme,
  signingDigest,
  type Transaction,
  verifyTransaction,
  type Witness,
  WitnessVerifier,
} from '@app/chain';
import { InvalidTransaction, UtxoIndex } from '@app/utxo';

/** Signatures that are verified at once; more than these go to another thread. */
const FEW_SIGNATURES = 8;

/**
 * Holds a transfer from outside against every rule, for about as much work as its sender had: inputs that repeat and the
 * first signature come before the coins are looked for, which takes the same for each input of every owner, and many
 * different signatures are verified last and elsewhere, when all that they sign is there.
 */
export class VerifySubmission {
  constructor(
    private readonly index: UtxoIndex,
    private readonly scheme: SignatureScheme,
    private readonly others: WitnessVerifier,
  ) {}

  /** Against the coins as they are now. @throws InvalidTransaction */
  async execute(transaction: Transaction): Promise<void> {
    const { id, inputs } = transaction;
    if (isCoinbase(transaction)) throw new InvalidTransaction({ why: 'A coinbase cannot be submitted' });
    if (burntUnits(transaction) > 0n)
      throw new InvalidTransaction({ why: 'Only a redemption takes units out of circulation' });
    if (new Set(inputs.map(outpointKey)).size < inputs.length)
      throw new InvalidTransaction({ why: 'An input appears twice' });
    const witnesses = distinctWitnesses(transaction);
    const digest = signingDigest(id);
    this.demandHolding(witnesses.slice(0, 1), digest);
    this.verifyAllButSignatures(transaction);
    this.demandHolding(witnesses.slice(1, FEW_SIGNATURES), digest);
    const others = witnesses.slice(FEW_SIGNATURES);
    if (others.length > 0 && !(await this.others.allHold(digest, others)))
      throw new InvalidTransaction({ field: 'signature', why: 'A signature does not verify' });
  }

  private demandHolding(witnesses: readonly Witness[], digest: Uint8Array): void {
    for (const witness of witnesses) {
      if (this.scheme.verify(witness.signature, digest, witness.publicKey)) continue;
      throw new InvalidTransaction({ field: 'signature', why: explainSignature(witness, digest, this.scheme) });
    }
  }

  private verifyAllButSignatures(transaction: Transaction): void {
    const owners = ownersOf(transaction.inputs);
    let at = 0;
    // The rules ask for each input's coin once, in the order of the inputs.
    const previous = (outpoint: Outpoint) => {
      const owner = owners[at++]!;
      const coin = this.index.find(owner, outpoint);
      return coin && { value: coin.value, pubKeyHash: fromHex(owner, 32)! };
    };
    try {
      verifyTransaction(transaction, previous, { verify: () => true });
    } catch (cause) {
      if (cause instanceof RuleBroken) throw new InvalidTransaction({ cause, why: cause.message });
      throw cause;
    }
  }
}

/** All inputs sign one digest: what holds for one holds for every other with the same key and signature. */
function distinctWitnesses({ inputs }: Transaction): Witness[] {
  const distinct = new Map<string, Witness>();
  for (const { publicKey, signature } of inputs) {
    if (!signature) throw new InvalidTransaction({ field: 'signature', why: 'An input has no signature' });
    const text = `${asBuffer(publicKey).toString('latin1')} ${asBuffer(signature).toString('latin1')}`;
    distinct.set(text, { publicKey, signature });
  }
  return [...distinct.values()];
}
