export type { ClientOptions, Fetch, SentRequest, SignsRequests } from './calls/connection.js';
export type { Download } from './calls/download.js';
export type { FollowOptions } from './calls/follow-events.js';
export type { Call, CallOptions } from './calls/operation.js';
export type { Page, Pages } from './calls/pages.js';
export type { Raw, RawAnswer, RawOptions } from './calls/raw.js';
export type { WaitOptions } from './confirmations.js';
export type { NodeKey, RequestFacts } from './crypto/request-signer.js';
export type { Signer } from './crypto/signer.js';
export type { SignedTransfer } from './crypto/transfer-signed.js';
export type { HeldCheck, VerifiedTransaction, VerifyOptions } from './crypto/verify-transaction.js';
export { DishonestServer, type FailedCheck } from './errors/dishonest-server.js';
export { type FailedWebhookCheck, InvalidWebhook } from './errors/invalid-webhook.js';
export {
  type FailureFacts,
  MizanError,
  NotFound,
  OutcomeUnknown,
  Refused,
  Throttled,
  Unavailable,
} from './errors/mizan-error.js';
export { WrongSignature } from './errors/wrong-signature.js';
export { type LedgerOperations, ledgerOperations } from './generated/ledger/operations.js';
export type * as LedgerTypes from './generated/ledger/types.gen.js';
export { type RegistryOperations, registryOperations } from './generated/registry/operations.js';
export type * as RegistryTypes from './generated/registry/types.gen.js';
export { writeJson } from './json/write-json.js';
export { createLedger, type Ledger, type LedgerEventOptions } from './ledger.js';
export { formatFlop, parseFlop } from './money/flop.js';
export { createRegistry, type Registry, type RegistryEventOptions, type RegistryOptions } from './registry.js';
export { type ReceivedWebhook, verifyWebhook, type WebhookHeaders } from './webhooks/verify-webhook.js';
export type { LedgerEvent, WebhookEvent, WebhookTestEvent } from './webhooks/webhook-event.js';
