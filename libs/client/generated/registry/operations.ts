// Made from openapi/registry.json by `npm run client`.

import type { Call, CallOptions, Operation, Shapes } from '../../calls/operation.js';
import type { Pages } from '../../calls/pages.js';
import type * as Types from './types.gen.js';

/** The operations of the registry as methods. Each takes one object of its fields, and `signal` beside them. */
export interface RegistryOperations {
  /**
   * Liveness: the process answers
   */
  getHealth(call?: CallOptions): Promise<Types.NodesHealthResponse>;

  /**
   * Register a node
   *
   * Nodes register whenever they start: once more with the same facts changes nothing and answers the same. A request that proves to come from a registered node (its key, its secret, or an administrator) gives it a new address and new capabilities, and brings a deregistered one back; in demo mode one without credentials does too. The capability `wallet` stays with a node that has it.
   */
  registerNode(call: Call<Types.RegisterNodeFields>): Promise<Types.RegisterNodeResponse>;

  /**
   * List nodes
   *
   * In the order of their registration; those of peers, with `origin`, behind them. Deregistered ones are listed with `status=inactive` only.
   */
  listNodes(call?: Call<Types.ListNodesFields>): Pages<Types.NodeInfo>;

  /**
   * One node
   */
  getNode(call: Call<Types.GetNodeFields>): Promise<Types.NodeInfo>;

  /**
   * Deregister a node
   *
   * Its record stays, and its wallet stays readable. It comes back by registering again, unless an administrator took it out.
   */
  deregisterNode(call: Call<Types.DeregisterNodeFields>): Promise<Types.NodeDeletedResponse>;

  /**
   * Report that a node is alive
   */
  sendHeartbeat(call: Call<Types.SendHeartbeatFields>): Promise<Types.HeartbeatResponse>;

  /**
   * Add capabilities to a node
   */
  addCapabilities(call: Call<Types.AddCapabilitiesFields>): Promise<Types.CapabilitiesChangedResponse>;

  /**
   * Take capabilities from a node
   */
  removeCapabilities(call: Call<Types.RemoveCapabilitiesFields>): Promise<Types.CapabilitiesChangedResponse>;

  /**
   * Replace the capabilities of a node
   */
  replaceCapabilities(call: Call<Types.ReplaceCapabilitiesFields>): Promise<Types.CapabilitiesChangedResponse>;

  /**
   * Nodes that have one of several capabilities, or all
   */
  queryCapabilities(call: Call<Types.QueryCapabilitiesFields>): Pages<Types.NodeInfo>;

  /**
   * Nodes that have a capability
   */
  listNodesByCapability(call: Call<Types.ListNodesByCapabilityFields>): Pages<Types.NodeInfo>;

  /**
   * What the nodes in service can do
   */
  getCapabilityStatistics(call?: CallOptions): Promise<Types.CapabilityStatisticsResponse>;

  /**
   * Capabilities there is a word for
   */
  listCapabilities(call?: CallOptions): Pages<string>;

  /**
   * Whether a name may be used
   */
  validateCapability(call: Call<Types.ValidateCapabilityFields>): Promise<Types.CapabilityValidationResponse>;

  /**
   * Let an event count for or against a node
   *
   * task_success +10, task_failure −5, task_timeout −10, malicious_behavior −50, health_milestone +2, uptime_milestone +5, community_contribution +15; the reputation stays from 0 to 100. No node judges itself or another: in demo mode anybody without credentials may, else an administrator.
   */
  changeReputation(call: Call<Types.ChangeReputationFields>): Promise<Types.ReputationChangedResponse>;

  /**
   * Give a node another key
   *
   * The request is signed with the old key (or secret), in a demo too, or sent by an administrator, for a node whose old key is
   * lost or stolen. `proof` is by the new key, over seven lines without a line feed at the end: `mizan-rotate-key-v1`, the `Host` header
   * in lower case, the node's id, the old key's id (the public key in hex, or `hmac:` and the node's id), the new public key in
   * lower-case hex, the timestamp, the nonce. From the answer on the old key is refused, by every process, and no node can ever register it
   * again. Repeating a rotation answers as the first time: signed with the new key or by an administrator, and, with the same
   * `Idempotency-Key`, signed with the old key too (not with a secret, which is deleted). A node rotates at most 10 times a day; a deregistered node not at all, but an
   * administrator may give it a new key before it comes back.
   */
  rotateNodeKey(call: Call<Types.RotateNodeKeyFields>): Promise<Types.RotateKeyResponse>;

  /**
   * What has happened
   *
   * In the order of the log. Nothing ever appears before a place that was read. Keep `next_cursor`, or the `cursor` of the event that was handled
   * last, and go on behind it.
   *
   * With `Accept: text/event-stream` the same as Server-Sent Events: those before first, then those that happen. `id` is the cursor and `data` the
   * event; `Last-Event-ID` resumes, and counts more than `after`. A comment line comes every 15 seconds.
   *
   * The directory of nodes (`node.*` and `reputation.changed`) is public. In production the events of wallets, payments and deposits are for the node
   * that `node` names, which signs the request, and all events for administrators; in demo mode everybody may read everything.
   * A stream that only they may have ends after ten minutes, and is resumed with credentials again. Each event has its place
   * in the log that the registry signs: `proof`.
   */
  readEvents(call?: Call<Types.ReadEventsFields>): Promise<Types.RegistryEventsResponse>;

  /**
   * The hashes and signatures of the log, without what it says
   *
   * Every event has a link here. With the links of those that a reader may not see they can follow the log without a gap, and verify that nothing was left out, moved or changed.
   */
  readEventChain(call?: Call<Types.ReadEventChainFields>): Promise<Types.EventChainResponse>;

  /**
   * Which registry this is, and the key that signs its log
   *
   * With a `challenge` the answer has a signature over it, which shows that the registry has the key now: anyone can repeat what it said before.
   */
  getRegistryIdentity(call?: Call<Types.GetRegistryIdentityFields>): Promise<Types.RegistryIdentityResponse>;

  /**
   * The registries that this one follows
   *
   * How far their logs were read and verified, and why one is not read any more. Peers never move money.
   */
  listPeers(call?: CallOptions): Pages<Types.PeerResponse>;

  /**
   * Follow another registry
   *
   * Reads its log from the beginning and verifies each place of it. The key that it shows first is pinned. A peer that is followed already stays as it is; one that is refused is forgotten, with all that was learnt from it, and begun anew.
   */
  addPeer(call: Call<Types.AddPeerFields>): Promise<Types.PeerResponse>;

  /**
   * Follow a registry no more
   *
   * Forgets all that was learnt from it.
   */
  removePeer(call: Call<Types.RemovePeerFields>): Promise<Types.PeerRemovedResponse>;

  /**
   * Have events posted to a URL
   *
   * What happens from now on, in the order of the log, one event at a time, each until an answer of 2xx came within 10 seconds. An event may come
   * twice; its `id`, which is the header `webhook-id`, tells. Requests are signed as the Standard Webhooks specification says, with the `secret` of the
   * answer, which is not shown again.
   *
   * A failed attempt is repeated after 5 seconds, 5 and 30 minutes, and 2, 5, 10, 14, 20 and 24 hours; then the webhook is paused. An answer of 410 ends
   * it. Redirects are not followed. An owner has at most 20 webhooks. In production a node may have the events of the directory, and with `node` all of
   * its own; administrators everything.
   */
  createWebhook(call: Call<Types.CreateWebhookFields>): Promise<Types.WebhookWithSecretResponse>;

  /**
   * Your webhooks
   *
   * In the order in which they were made; administrators see everybody’s.
   */
  listWebhooks(call?: Call<Types.ListWebhooksFields>): Pages<Types.WebhookResponse>;

  /**
   * A webhook, and how far its deliveries are
   */
  getWebhook(call: Call<Types.GetWebhookFields>): Promise<Types.WebhookResponse>;

  /**
   * Change, pause or resume a webhook
   *
   * What is left out stays. A webhook that is resumed, or whose URL is changed, begins its schedule of attempts anew.
   */
  changeWebhook(call: Call<Types.ChangeWebhookFields>): Promise<Types.WebhookResponse>;

  /**
   * Delete a webhook with its deliveries
   *
   * What is on its way at this moment may still arrive.
   */
  deleteWebhook(call: Call<Types.DeleteWebhookFields>): Promise<Types.WebhookDeletedResponse>;

  /**
   * Replace the secret of a webhook
   *
   * For 24 hours requests carry a signature by each of the two. The one before those, if it still signed, ends now.
   */
  rotateWebhookSecret(call: Call<Types.RotateWebhookSecretFields>): Promise<Types.WebhookWithSecretResponse>;

  /**
   * What was sent for a webhook, and what came of it
   *
   * The latest first, of the last thousand.
   */
  listWebhookDeliveries(call: Call<Types.ListWebhookDeliveriesFields>): Pages<Types.DeliveryResponse>;

  /**
   * Send an event once more
   *
   * Soon and once, whatever stands in the queue; the answer is the delivery to watch. A paused webhook is sent it too.
   */
  redeliverWebhookEvent(call: Call<Types.RedeliverWebhookEventFields>): Promise<Types.DeliveryResponse>;

  /**
   * Send a test
   *
   * An event of the type `webhook.test`, which stands in no log, soon and once; the answer is the delivery to watch. A paused webhook is sent it too.
   */
  testWebhook(call: Call<Types.TestWebhookFields>): Promise<Types.DeliveryResponse>;

  /**
   * Liveness: the process answers
   */
  getWalletHealth(call?: CallOptions): Promise<Types.WalletHealthResponse>;

  /**
   * Readiness: a write would succeed, Core answers, blocks are followed, and the books agree with Core
   *
   * In production `status` alone; the rest, with each reason in words, is for administrators (`Authorization: Bearer`).
   */
  getWalletReadiness(call?: CallOptions): Promise<Types.WalletReadinessResponse>;

  /**
   * Whether this process follows the coin and sends: where a load balancer sends payments
   *
   * Answered from memory, also while the database hangs.
   */
  getWalletWriter(call?: CallOptions): Promise<Types.WalletWriterResponse>;

  /**
   * The auditor’s proof
   *
   * What all nodes together can ask for, what the operator owns, and what Core holds, compared to the unit after every block. A drift other than 0 stops all sending.
   */
  getReserves(call?: CallOptions): Promise<Types.ReservesResponse>;

  /**
   * What is behind a drift
   *
   * Audits anew and lists the transactions of Core’s wallet that the books have no account of. What an audit can book by itself is booked already.
   */
  explainReserves(call?: CallOptions): Promise<Types.ReservesExplanationResponse>;

  /**
   * Take a drift into the books, for the house
   *
   * Books the transactions of a finding, and what none of them explains, to the operator’s own money, and audits: payments go on at once. The txid of one of its transactions takes that one alone, and payments go on when no difference is left. The reason and who gave it are in the audit trail. Repeating the request answers as the first time.
   */
  adoptReserves(call: Call<Types.AdoptReservesFields>): Promise<Types.ReservesAdoptedResponse>;

  /**
   * What does not come to an end by itself
   *
   * Payments that Flopcoin Core refuses or that are not known to be with it, and what Core tells in a form that cannot be read. Of each at most 500.
   */
  listStuckPayments(call?: CallOptions): Promise<Types.StuckResponse>;

  /**
   * End a payment that is stuck
   *
   * Only when it cannot pay any more: one of its coins is spent by another transaction that is deep in the chain, or Core has refused it each time that it was offered. Its money is back at once. The reason and who gave it are in the audit trail.
   */
  endStuckPayment(call: Call<Types.EndStuckPaymentFields>): Promise<Types.PaymentEndedResponse>;

  /**
   * Expect nothing any more of a row that was set aside
   *
   * It is not read again. What Core holds for it and the books do not is a drift from then on, which `mizan reserves adopt` takes into the books. The reason and who gave it are in the audit trail.
   */
  dismissRow(call: Call<Types.DismissRowFields>): Promise<Types.RowDismissedResponse>;

  /**
   * The statement of a node’s wallet
   *
   * From the registry’s own books: all that changed what the node holds, whether available, pending, reserved or owed, with the balance after each entry. What only moves between these is no line. Opening + in − out = closing, as of one entry of the books; `digest` can be computed anew from the rest.
   */
  getNodeStatement(call: Call<Types.GetNodeStatementFields>): Promise<Types.NodeStatementResponse>;

  /**
   * The statement of a node’s wallet as a sheet (RFC 4180)
   */
  getNodeStatementSheet(call: Call<Types.GetNodeStatementSheetFields>): Promise<Uint8Array>;

  /**
   * The statement of a node’s wallet to print
   *
   * A4, in English and Urdu, of at most 1000 lines.
   */
  getNodeStatementPdf(call: Call<Types.GetNodeStatementPdfFields>): Promise<Uint8Array>;

  /**
   * Open the wallet of a node
   *
   * One for each registered node, with an address of its own. The node gets the capability `wallet`.
   */
  createNodeWallet(call: Call<Types.CreateNodeWalletFields>): Promise<Types.CreateWalletResponse>;

  /**
   * The wallet of a node
   */
  getNodeWallet(call: Call<Types.GetNodeWalletFields>): Promise<Types.WalletInfo>;

  /**
   * What a node has
   *
   * From the registry’s own books; Core is not asked.
   */
  getNodeBalance(call: Call<Types.GetNodeBalanceFields>): Promise<Types.BalanceResponse>;

  /**
   * Pay
   *
   * To an address of another node it is a book entry: done at once, without a fee, `internal`. To any other address it is a
   * transaction of the coin, and its fee is charged to the sender: the answer comes when it is signed and stored, with
   * `status: "pending"`. From then on the registry sees to it that it arrives, once, whatever becomes of the connection to Core.
   *
   * An error means that nothing was paid and nothing will be, except for the 503 that says that the outcome is unknown. With an
   * `Idempotency-Key` the request can be repeated safely: the same key and body give the first answer again.
   */
  sendFromNode(call: Call<Types.SendFromNodeFields>): Promise<Types.SendResponse>;

  /**
   * What a node paid and received
   *
   * Latest first. `next_cursor` leads to older ones; it is null at the end.
   */
  listNodeTransactions(call: Call<Types.ListNodeTransactionsFields>): Pages<Types.TransactionInfo>;

  /**
   * A fresh address for a node
   *
   * Earlier ones go on receiving for the node.
   */
  createNodeAddress(call: Call<Types.CreateNodeAddressFields>): Promise<Types.NewAddressResponse>;

  /**
   * Play money for an address
   *
   * The payment waits for a block, from the timer or from `/devnet/mine`. With an `Idempotency-Key` the request can be repeated safely: the same key and body give the first answer again.
   */
  payFromDevnet(call: Call<Types.PayFromDevnetFields>): Promise<Types.FaucetResponse>;

  /**
   * Mine blocks now
   *
   * Six make a deposit spendable. With an `Idempotency-Key` the request can be repeated safely: the same key and body give the first answer again.
   */
  mineDevnet(call: Call<Types.MineDevnetFields>): Promise<Types.MineResponse>;

  /**
   * An address of somebody else
   *
   * Outside the registry’s wallet, to pay to.
   */
  createDevnetAddress(call?: CallOptions): Promise<Types.DevnetAddressResponse>;
}

export const registryOperations = {
  getHealth: {"method":"GET","path":"/nodes/health"},
  registerNode: {"method":"POST","path":"/nodes/register","body":["node_id","address","capabilities","public_key","share_balance","auth_data"],"holds":["success","message"]},
  listNodes: {"method":"GET","path":"/nodes","query":["limit","cursor","capability","status","min_reputation","origin"],"items":"nodes"},
  getNode: {"method":"GET","path":"/nodes/{node_id}"},
  deregisterNode: {"method":"DELETE","path":"/nodes/{node_id}","holds":["success","message"]},
  sendHeartbeat: {"method":"POST","path":"/nodes/{node_id}/heartbeat","body":["sequence","uptime","latency_ms","auth_data"],"holds":["status","sequence","last_heartbeat","success","node_id"]},
  addCapabilities: {"method":"POST","path":"/nodes/capabilities/add","body":["node_id","new_capabilities","auth_data"],"holds":["error","success","node_id","old_capabilities","new_capabilities","added_capabilities","removed_capabilities"]},
  removeCapabilities: {"method":"POST","path":"/nodes/capabilities/remove","body":["node_id","capabilities_to_remove","auth_data"],"holds":["error","success","node_id","old_capabilities","new_capabilities","added_capabilities","removed_capabilities"]},
  replaceCapabilities: {"method":"PUT","path":"/nodes/capabilities/update","body":["node_id","new_capabilities","auth_data"],"holds":["error","success","node_id","old_capabilities","new_capabilities","added_capabilities","removed_capabilities"]},
  queryCapabilities: {"method":"POST","path":"/nodes/capabilities/query","query":["limit","cursor"],"body":["capabilities","match_all"],"holds":["next_cursor","nodes"],"items":"nodes"},
  listNodesByCapability: {"method":"GET","path":"/nodes/capability/{capability}","query":["limit","cursor"],"items":"nodes"},
  getCapabilityStatistics: {"method":"GET","path":"/nodes/capabilities/statistics"},
  listCapabilities: {"method":"GET","path":"/nodes/capabilities/available","items":"capabilities"},
  validateCapability: {"method":"GET","path":"/nodes/capabilities/validate/{capability}"},
  changeReputation: {"method":"POST","path":"/nodes/reputation","body":["node_id","event_type","custom_delta"],"holds":["old_reputation","new_reputation","delta","event_type","error","success","node_id","clamped","rule_applied"]},
  rotateNodeKey: {"method":"POST","path":"/nodes/{node_id}/rotate-key","body":["new_public_key","proof","auth_data"],"isKeyed":true,"holds":["public_key","rotated_at","success","node_id","message"]},
  readEvents: {"method":"GET","path":"/events","query":["limit","after","types","node"]},
  readEventChain: {"method":"GET","path":"/events/chain","query":["limit","after"]},
  getRegistryIdentity: {"method":"GET","path":"/registry/identity","query":["challenge"]},
  listPeers: {"method":"GET","path":"/peers","items":"peers"},
  addPeer: {"method":"POST","path":"/peers","body":["url","public_key"],"holds":["source","state","registry_id","public_key","name","place","cursor","as_of","lag_seconds","last_seen","last_error","last_error_at","added_at","url"]},
  removePeer: {"method":"DELETE","path":"/peers","query":["url"],"holds":["success","url"]},
  createWebhook: {"method":"POST","path":"/webhooks","body":["url","types","node","description"],"isKeyed":true,"holds":["state","cursor","failures","secret","id","url","types","owner","created_at"]},
  listWebhooks: {"method":"GET","path":"/webhooks","query":["limit","cursor"],"items":"webhooks"},
  getWebhook: {"method":"GET","path":"/webhooks/{id}"},
  changeWebhook: {"method":"PATCH","path":"/webhooks/{id}","body":["url","types","description","state"],"holds":["state","cursor","failures","id","url","types","owner","created_at"]},
  deleteWebhook: {"method":"DELETE","path":"/webhooks/{id}","holds":["success"]},
  rotateWebhookSecret: {"method":"POST","path":"/webhooks/{id}/rotate-secret","holds":["state","cursor","failures","secret","id","url","types","owner","created_at"]},
  listWebhookDeliveries: {"method":"GET","path":"/webhooks/{id}/deliveries","query":["limit","cursor"],"items":"deliveries"},
  redeliverWebhookEvent: {"method":"POST","path":"/webhooks/{id}/deliveries/{n}/redeliver","holds":["n","kind","status","attempts","answer_status","answer","event_id","event_type","created_at"]},
  testWebhook: {"method":"POST","path":"/webhooks/{id}/test","holds":["n","kind","status","attempts","answer_status","answer","event_id","event_type","created_at"]},
  getWalletHealth: {"method":"GET","path":"/wallet/health"},
  getWalletReadiness: {"method":"GET","path":"/wallet/health/ready"},
  getWalletWriter: {"method":"GET","path":"/wallet/health/writer"},
  getReserves: {"method":"GET","path":"/wallet/reserves","answer":"ReservesResponse"},
  explainReserves: {"method":"GET","path":"/wallet/reserves/explanation","answer":"ReservesExplanationResponse"},
  adoptReserves: {"method":"POST","path":"/wallet/reserves/adopt","body":["finding","reason"],"answer":"ReservesAdoptedResponse","holds":["drift_units","adopted_at","success","finding","transactions","reason","adopted_by"]},
  listStuckPayments: {"method":"GET","path":"/wallet/reserves/stuck","answer":"StuckResponse"},
  endStuckPayment: {"method":"POST","path":"/wallet/reserves/stuck/end","body":["txid","reason"],"answer":"PaymentEndedResponse","holds":["wallet_id","amount_units","failure","success","txid"]},
  dismissRow: {"method":"POST","path":"/wallet/reserves/stuck/dismiss","body":["row","reason"],"holds":["success","row"]},
  getNodeStatement: {"method":"GET","path":"/wallet/{node_id}/statement","query":["from","to"],"answer":"NodeStatementResponse"},
  getNodeStatementSheet: {"method":"GET","path":"/wallet/{node_id}/statement.csv","query":["from","to"],"isFile":true},
  getNodeStatementPdf: {"method":"GET","path":"/wallet/{node_id}/statement.pdf","query":["from","to"],"isFile":true},
  createNodeWallet: {"method":"POST","path":"/wallet/create","body":["node_id","wallet_name","auth_data"],"answer":"CreateWalletResponse","holds":["success","message","wallet"]},
  getNodeWallet: {"method":"GET","path":"/wallet/{node_id}","answer":"WalletInfo"},
  getNodeBalance: {"method":"GET","path":"/wallet/{node_id}/balance","answer":"BalanceResponse"},
  sendFromNode: {"method":"POST","path":"/wallet/{node_id}/send","body":["node_id","recipient_address","amount","auth_data"],"isKeyed":true,"answer":"SendResponse","holds":["amount","amount_units","success","txid","recipient","transaction","message"]},
  listNodeTransactions: {"method":"GET","path":"/wallet/{node_id}/transactions","query":["limit","cursor"],"answer":"TransactionsResponse","items":"transactions"},
  createNodeAddress: {"method":"POST","path":"/wallet/{node_id}/new-address","body":["auth_data"],"holds":["success","node_id","new_address","wallet_name","message"]},
  payFromDevnet: {"method":"POST","path":"/devnet/faucet","body":["address","amount"],"isKeyed":true,"holds":["txid"]},
  mineDevnet: {"method":"POST","path":"/devnet/mine","body":["blocks"],"isKeyed":true,"holds":["height"]},
  createDevnetAddress: {"method":"GET","path":"/devnet/address"},
} as const satisfies Record<keyof RegistryOperations, Operation>;

/** Where money stands in answers. */
export const registryShapes: Shapes = {
  "ReservesResponse": {
    "core_total": "FLOP",
    "core_total_units": "units",
    "liabilities": "FLOP",
    "liabilities_units": "units",
    "liabilities_by_kind_units": "units",
    "house": "FLOP",
    "house_units": "units",
    "owed_units": "units",
    "network_fees_units": "units",
    "drift_units": "units"
  },
  "FoundTransactionResponse": {
    "core_units": "units",
    "booked_units": "units"
  },
  "ReservesExplanationResponse": {
    "drift_units": "units",
    "rest_units": "units",
    "transactions": "FoundTransactionResponse"
  },
  "ReservesAdoptedResponse": {
    "drift_units": "units"
  },
  "StuckPaymentResponse": {
    "amount_units": "units"
  },
  "StuckResponse": {
    "payments": "StuckPaymentResponse"
  },
  "PaymentEndedResponse": {
    "amount_units": "units"
  },
  "NodeStatementLineResponse": {
    "amount": "FLOP",
    "amount_units": "units",
    "balance_after": "FLOP",
    "balance_after_units": "units"
  },
  "NodeStatementResponse": {
    "opening_units": "units",
    "total_in_units": "units",
    "total_out_units": "units",
    "closing_units": "units",
    "lines": "NodeStatementLineResponse"
  },
  "WalletInfo": {
    "balance": "FLOP",
    "balance_units": "units"
  },
  "CreateWalletResponse": {
    "wallet": "WalletInfo"
  },
  "BalanceResponse": {
    "balance": "FLOP",
    "balance_units": "units",
    "available": "FLOP",
    "available_units": "units",
    "pending": "FLOP",
    "pending_units": "units",
    "reserved": "FLOP",
    "reserved_units": "units",
    "owed": "FLOP",
    "owed_units": "units"
  },
  "SendRequest": {
    "amount": "FLOP"
  },
  "TransactionInfo": {
    "amount": "FLOP",
    "amount_units": "units",
    "fee": "FLOP",
    "fee_units": "units"
  },
  "SendResponse": {
    "amount": "FLOP",
    "amount_units": "units",
    "transaction": "TransactionInfo"
  },
  "TransactionsResponse": {
    "transactions": "TransactionInfo"
  },
  "FaucetRequest": {
    "amount": "FLOP"
  }
};
