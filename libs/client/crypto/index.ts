export { DishonestServer, type FailedCheck } from '../errors/dishonest-server.js';
export { WrongSignature } from '../errors/wrong-signature.js';
export { AssessmentDigest, type HashedLine } from './assessment-digest.js';
export { type BlockHeader, blockHash, headerBytes, leadingZeroBits } from './block-header.js';
export { checkCoins, type FindsTransactions } from './check-coins.js';
export { type CheckedTransfer, checkPrepared, type TransferTerms, type WirePrepared } from './check-prepared.js';
export type { VerifiesEd25519 } from './ed25519-signature.js';
export {
  type EventLink,
  EventLogVerifier,
  type EventProof,
  type LogPosition,
  type ProvenEvent,
} from './event-log.js';
export { addressOf, generateKey, publicKeyOf, readAddress, readKey, readPublicKey } from './keys.js';
export { type ProofStep, rootOfProof } from './merkle-proof.js';
export { type HashedOrder, orderHash } from './order-hash.js';
export { checkIdentity, type LogKeeper, type ProvenIdentity } from './registry-identity.js';
export {
  type NodeKey,
  type RequestFacts,
  type RequestSigner,
  type RotationFacts,
  type RotationProof,
  requestSigner,
  type Stamp,
} from './request-signer.js';
export { keySigner, type Signer, sign, verifySignature } from './signer.js';
export { statementDigest } from './statement-digest.js';
export {
  canonicalBytes,
  isCoinbase,
  signingDigest,
  type Transaction,
  type TransactionInput,
  type TransactionOutput,
  transactionId,
} from './transaction.js';
export { type SignedTransfer, type Submission, type TransfersLedger, transferSigned } from './transfer-signed.js';
export {
  type HeldCheck,
  type ProvesTransactions,
  type VerifiedTransaction,
  type VerifyOptions,
  verifyTransaction,
  type WireProof,
} from './verify-transaction.js';
export {
  printTransaction,
  readTransaction,
  type WireInput,
  type WireOutput,
  type WireTransaction,
} from './wire-transaction.js';
