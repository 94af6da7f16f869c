// Made from openapi/ledger.json by `npm run client`.

import type { Call, CallOptions, Operation, Shapes } from '../../calls/operation.js';
import type { Pages } from '../../calls/pages.js';
import type * as Types from './types.gen.js';

/** The operations of the ledger as methods. Each takes one object of its fields, and `signal` beside them. */
export interface LedgerOperations {
  /**
   * Liveness: the process answers
   */
  getHealth(call?: CallOptions): Promise<Types.HealthResponse>;

  /**
   * Readiness: a write would succeed, here or at the process that writes; on a hot standby, a read
   *
   * In production `status` alone; the rest, with each reason in words, is for administrators (`Authorization: Bearer`).
   */
  getReadiness(call?: CallOptions): Promise<Types.ReadinessResponse>;

  /**
   * Whether this process writes the chain: where a load balancer sends writes
   *
   * Answered from memory, also while the database hangs.
   */
  getWriter(call?: CallOptions): Promise<Types.WriterResponse>;

  /**
   * Register a user with a wallet
   *
   * User and wallet are stored together or not at all. In demo mode the private key is in this answer and nowhere else in the clear; in production it never leaves the server, the CNIC must have 13 digits, and e-mail and CNIC become the user’s alone with the first login (`/auth/verify-otp`): until then others may register with them too.
   */
  registerUser(call: Call<Types.RegisterUserFields>): Promise<Types.RegisterResponse>;

  /**
   * Get a one-time password
   *
   * The answer is the same whether or not a user has this e-mail. In production the code comes by mail, to the address that was registered.
   */
  requestOtp(call: Call<Types.RequestOtpFields>): Promise<Types.RequestOtpResponse>;

  /**
   * Use a one-time password: log in
   *
   * A code works once; five wrong tries kill it. Of a registered user it opens a session. In production the first login confirms the registration: from then on e-mail and CNIC belong to this user, and other registrations with them are void (409 `already registered`).
   */
  verifyOtp(call: Call<Types.VerifyOtpFields>): Promise<Types.VerifyOtpResponse>;

  /**
   * End the session
   *
   * Its token is worthless from then on. The body may be empty.
   */
  logOut(call?: Call<Types.LogOutFields>): Promise<Types.LogoutResponse>;

  /**
   * Your profile, wallet and balance
   *
   * Of the CNIC the middle is hidden: you know it, and a thief of your session should not learn it.
   */
  getMe(call?: CallOptions): Promise<Types.ProfileResponse>;

  /**
   * Your contacts
   *
   * By name; there are 500 at most.
   */
  listContacts(call?: CallOptions): Pages<Types.ContactResponse>;

  /**
   * Add a contact
   *
   * An address has one name. Once more for the same address is refused, so nothing is added twice.
   */
  addContact(call: Call<Types.AddContactFields>): Promise<Types.ContactResponse>;

  /**
   * Change the name and the address of a contact
   */
  changeContact(call: Call<Types.ChangeContactFields>): Promise<Types.ContactResponse>;

  /**
   * Delete a contact
   */
  deleteContact(call: Call<Types.DeleteContactFields>): Promise<Types.ContactDeletedResponse>;

  /**
   * Make an API key
   *
   * For a program that acts for you, with `Authorization: Bearer`. The key is shown this once. It may do what its scopes say, within your own limits and its own, until it expires or is revoked; ending a session does not end it. In production making one needs a one-time password for payments.
   */
  makeMyKey(call: Call<Types.MakeMyKeyFields>): Promise<Types.MadeKeyResponse>;

  /**
   * Your API keys
   *
   * The newest first, with the last 50 that were revoked.
   */
  listMyKeys(call?: CallOptions): Pages<Types.KeyResponse>;

  /**
   * Revoke an API key
   *
   * For good. Once more changes nothing.
   */
  revokeMyKey(call: Call<Types.RevokeMyKeyFields>): Promise<Types.KeyResponse>;

  /**
   * Make an API key of an administrator
   *
   * For a program that acts for the administrator who makes it: it approves and is written down in their name, and does not count as another administrator. It is refused when this administrator is no longer configured.
   */
  makeAdminKey(call: Call<Types.MakeAdminKeyFields>): Promise<Types.MadeKeyResponse>;

  /**
   * API keys of the administrators
   *
   * The newest first, with the last 50 of each that were revoked.
   */
  listAdminKeys(call?: CallOptions): Pages<Types.KeyResponse>;

  /**
   * Revoke any API key
   *
   * A key of a user or of an administrator, for good. Once more changes nothing.
   */
  revokeAdminKey(call: Call<Types.RevokeAdminKeyFields>): Promise<Types.KeyResponse>;

  /**
   * Take a CNIC from the user who has it
   *
   * For a person who has shown that it is theirs, after somebody else confirmed a registration with it: they can register afterwards. The user who had it keeps session and wallet. It is written to the audit trail.
   */
  releaseCnic(call: Call<Types.ReleaseCnicFields>): Promise<Types.ReleaseCnicResponse>;

  /**
   * Make a wallet
   *
   * A key pair; the server keeps nothing of it. A body is ignored.
   */
  createWallet(call?: CallOptions): Promise<Types.CreateWalletResponse>;

  /**
   * Balance
   *
   * The sum of the unspent outputs of stored blocks.
   */
  getBalance(call: Call<Types.GetBalanceFields>): Promise<Types.BalanceResponse>;

  /**
   * Whether an address is known here
   *
   * True when anything was ever paid to it, or its wallet is kept here. A new wallet whose owner keeps the key is not known before it is paid. Asked often from one place it answers 429.
   */
  findAddress(call: Call<Types.FindAddressFields>): Promise<Types.KnownAddressResponse>;

  /**
   * History
   *
   * The transactions in which the address stands in an output, in chain order; the whole list unless `limit` or `cursor` is given.
   */
  listWalletTransactions(call: Call<Types.ListWalletTransactionsFields>): Pages<Types.TransactionResponse>;

  /**
   * Unspent outputs
   *
   * The coins that the wallet can spend, oldest first. One that a block on its way spends is not listed.
   */
  listCoins(call: Call<Types.ListCoinsFields>): Pages<Types.UnspentOutputResponse>;

  /**
   * History with the balance after each transaction
   *
   * What came and went, newest first. `balance_after` is exact on any page and with any filter. The work for a page is bounded, so one may have fewer lines than `limit` although `next_cursor` leads to others. Notes are told to payer and payee alone. Times are those of blocks, in UTC: `from` is included, `to` is included when it is a day and not when it is a moment.
   */
  listWalletHistory(call: Call<Types.ListWalletHistoryFields>): Pages<Types.HistoryLineResponse>;

  /**
   * The statement of a wallet
   *
   * What the wallet held, each line with the balance after it, the totals, and what it holds then: `opening` + `total_in` - `total_out` = `closing`, as of one block. `digest` can be computed anew from the rest. Times are those of blocks, in UTC: `from` is included, `to` is included when it is a day and not when it is a moment.
   */
  getStatement(call: Call<Types.GetStatementFields>): Promise<Types.StatementResponse>;

  /**
   * The statement of a wallet as a sheet (RFC 4180)
   */
  getStatementSheet(call: Call<Types.GetStatementSheetFields>): Promise<Uint8Array>;

  /**
   * The statement of a wallet to print
   *
   * A4, in English and Urdu, of at most 1000 lines.
   */
  getStatementPdf(call: Call<Types.GetStatementPdfFields>): Promise<Uint8Array>;

  /**
   * Send
   *
   * Builds and signs a transaction and answers when it is stored in a block. There is no fee; change returns to `from`. With a session and without `privKey` it signs with the key that is kept for the user. In production `privKey` is refused for wallets that are kept for users, and without it and without a session the answer is 401. With an `Idempotency-Key` it can be repeated safely, whatever became of the first answer.
   */
  sendTransfer(call: Call<Types.SendTransferFields>): Promise<Types.SendTransferResult>;

  /**
   * Prepare a transfer for signing
   *
   * Chooses coins and returns the unsigned transaction with the digest that its owner signs. Nothing is reserved.
   */
  prepareTransfer(call: Call<Types.PrepareTransferFields>): Promise<Types.PrepareResponse>;

  /**
   * Submit a signed transfer
   *
   * Mines a transaction signed by its owner. One that is already on the chain answers as it did the first time, with a key or without.
   */
  submitTransfer(call?: Call<Types.SubmitTransferFields>): Promise<Types.SubmitTransferResult>;

  /**
   * A transaction with its block and confirmations
   */
  getTransaction(call: Call<Types.GetTransactionFields>): Promise<Types.TransactionDetailResponse>;

  /**
   * Merkle inclusion proof
   *
   * Together with the header of the block it proves, without trust in this server, that the block holds the transaction.
   */
  getTransactionProof(call: Call<Types.GetTransactionProofFields>): Promise<Types.ProofResponse>;

  /**
   * Ask for a payment to your wallet
   *
   * Anyone who knows the ID can look at the request and pay it, by a transfer to its address with the ID as `request`. What counts is what such transfers have paid on the chain; the one that reaches the amount ends it. A key is kept for good.
   */
  requestPayment(call: Call<Types.RequestPaymentFields>): Promise<Types.RequestPaymentResult>;

  /**
   * Your payment requests
   *
   * The newest first; the whole list unless `limit` or `cursor` is given.
   */
  listPaymentRequests(call?: Call<Types.ListPaymentRequestsFields>): Pages<Types.PaymentRequestResponse>;

  /**
   * A payment request, to pay it or to see whether it was paid
   *
   * For everybody who knows the ID. Who made it is shown `reference` as well.
   */
  getPaymentRequest(call: Call<Types.GetPaymentRequestFields>): Promise<Types.PayablePaymentRequestResponse>;

  /**
   * Withdraw a payment request
   *
   * Nothing more is paid for it. What was paid stays with you. Once more changes nothing.
   */
  cancelPaymentRequest(call: Call<Types.CancelPaymentRequestFields>): Promise<Types.PaymentRequestResponse>;

  /**
   * The state of the chain
   */
  getChain(call?: CallOptions): Promise<Types.ChainResponse>;

  /**
   * Verify the whole chain
   *
   * Replays every block from genesis in a thread of its own: headers, Merkle roots, signatures, amounts, the orders of what was issued and redeemed with their approvals, and the stored unspent outputs against the result. Callers at the same time share one replay.
   */
  verifyChain(call?: CallOptions): Promise<Types.ChainVerificationResponse>;

  /**
   * The wallet that units are redeemed out of, and what the treasury is bound to
   */
  getTreasury(call?: CallOptions): Promise<Types.TreasuryResponse>;

  /**
   * Propose to issue units
   *
   * Nothing is minted until as many different administrators as `TREASURY_APPROVALS` says have approved the hash that is answered; the one who proposes may be one of them. An idempotency key is kept for good.
   */
  proposeIssue(call: Call<Types.ProposeIssueFields>): Promise<Types.ProposeIssueResult>;

  /**
   * Orders to issue units
   *
   * The newest first; the whole list unless `limit` or `cursor` is given.
   */
  listIssues(call?: Call<Types.ListIssuesFields>): Pages<Types.OrderResponse>;

  /**
   * An order to issue units
   */
  getIssue(call: Call<Types.GetIssueFields>): Promise<Types.OrderResponse>;

  /**
   * Approve an order to issue units
   *
   * The last approval that is needed mints exactly the amount, once. Where that was interrupted, any approval goes on with it; an order that is mined is answered as it is.
   */
  approveIssue(call: Call<Types.ApproveIssueFields>): Promise<Types.ApproveIssueResult>;

  /**
   * Reject an order to issue units
   *
   * For good, as long as it is not mined. Its reference is free again.
   */
  rejectIssue(call: Call<Types.RejectIssueFields>): Promise<Types.OrderResponse>;

  /**
   * Propose to redeem units
   *
   * Takes units out of circulation, for good: out of the wallet of the treasury (`GET /treasury`), to an address that no key can spend from. Nothing is done until as many different administrators as `TREASURY_APPROVALS` says have approved the hash that is answered; the one who proposes may be one of them. An idempotency key is kept for good.
   */
  proposeRedemption(call: Call<Types.ProposeRedemptionFields>): Promise<Types.ProposeRedemptionResult>;

  /**
   * Orders to redeem units
   *
   * The newest first; the whole list unless `limit` or `cursor` is given.
   */
  listRedemptions(call?: Call<Types.ListRedemptionsFields>): Pages<Types.OrderResponse>;

  /**
   * An order to redeem units
   */
  getRedemption(call: Call<Types.GetRedemptionFields>): Promise<Types.OrderResponse>;

  /**
   * Approve an order to redeem units
   *
   * The last approval that is needed redeems exactly the amount, once. An order that the wallet does not cover stays approved. Where that was interrupted, any approval goes on with it; an order that is mined is answered as it is.
   */
  approveRedemption(call: Call<Types.ApproveRedemptionFields>): Promise<Types.ApproveRedemptionResult>;

  /**
   * Reject an order to redeem units
   *
   * For good, as long as it is not mined. Its reference is free again.
   */
  rejectRedemption(call: Call<Types.RejectRedemptionFields>): Promise<Types.OrderResponse>;

  /**
   * Every block
   *
   * Ordered by height; the whole list unless `limit` or `cursor` is given.
   */
  listBlocks(call?: Call<Types.ListBlocksFields>): Pages<Types.BlockSummaryResponse>;

  /**
   * A block
   */
  getBlock(call: Call<Types.GetBlockFields>): Promise<Types.BlockResponse>;

  /**
   * The header of a block
   *
   * All that its hash commits to: enough to check proof of work and inclusion proofs.
   */
  getBlockHeader(call: Call<Types.GetBlockHeaderFields>): Promise<Types.BlockHeaderResponse>;

  /**
   * What has happened
   *
   * In the order in which it was committed, which is that of the chain: a block, each of its transactions, and what these meant. Nothing ever
   * appears before a place that was read. Keep `next_cursor`, or the `cursor` of the event that was handled last, and go on behind it.
   *
   * With `Accept: text/event-stream` the same as Server-Sent Events: those before first, then those that happen. `id` is the cursor and `data` the
   * event; `Last-Event-ID` resumes, and counts more than `after`. A comment line comes every 15 seconds.
   *
   * In production everybody is told of blocks and transactions, the owner of a wallet what concerns it (`address`), and administrators everything.
   * A stream that only they may have ends after ten minutes, and is resumed with the token again.
   */
  readEvents(call?: Call<Types.ReadEventsFields>): Promise<Types.EventsPageResponse>;

  /**
   * Have events posted to a URL
   *
   * What happens from now on, in the order of the log, one event at a time, each until an answer of 2xx came within 10 seconds. An event may come
   * twice; its `id`, which is the header `webhook-id`, tells. Requests are signed as the Standard Webhooks specification says, with the `secret` of the
   * answer, which is not shown again.
   *
   * A failed attempt is repeated after 5 seconds, 5 and 30 minutes, and 2, 5, 10, 14, 20 and 24 hours; then the webhook is paused. An answer of 410 ends
   * it. Redirects are not followed. An owner has at most 20 webhooks. In production a user may have what is public, and what concerns their own wallet.
   */
  createWebhook(call: Call<Types.CreateWebhookFields>): Promise<Types.CreateWebhookResult>;

  /**
   * Your webhooks
   *
   * In the order in which they were made; administrators see everybody’s. The whole list unless `limit` or `cursor` is given.
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
   * The latest first, of the last thousand; the whole list unless `limit` or `cursor` is given.
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
   * Supply, wallets, transactions and volume, day by day
   *
   * Days are those of UTC, by the times of blocks; one without blocks has zeros, and the supply and the wallets of the day before. It is kept with each block, so it costs the same on a chain of any length.
   */
  getStats(call?: Call<Types.GetStatsFields>): Promise<Types.StatsResponse>;

  /**
   * What has this name
   *
   * Blocks, transactions and addresses are looked up on the chain; an address that nothing was ever paid to is not found. A receipt is recognised by the form and the check digit of its number alone: whether it exists is told only to who has its code or its rights. What may be the ID of a node and names nothing else is called one: `path` is one of the registry, which knows.
   */
  search(call: Call<Types.SearchFields>): Promise<Types.SearchResponse>;

  /**
   * All that the books say of a wallet
   *
   * Everything is as of one block: `balance` = `total_credited` - `total_debited` = the sum of `balance_change` over all transactions. `total_sent` and `total_received` add recorded amounts instead, and the faucet records what was asked for, not what it minted. `limit` and `cursor` page through `transactions`; totals and `zakat_records` are always whole, and as of the request for that page.
   */
  getWalletReport(call: Call<Types.GetWalletReportFields>): Promise<Types.GetWalletReportResult>;

  /**
   * The operator's journal
   *
   * Newest first. A `Link` header leads to older entries. In production e-mail and network addresses are masked.
   */
  listSystemLogs(call?: Call<Types.ListSystemLogsFields>): Pages<Types.SystemLogResponse>;

  /**
   * Deduct zakat
   *
   * Charges every registered wallet floor(balance × 25 / 1000) and pays it to `ZAKAT_WALLET_ADDRESS`, or to the pool that `POST /zakat/pool` made, many wallets to a block. A run that was interrupted is completed, and answered, instead of a new one; no one is charged twice in one run. A call during a run joins it. With a `period` or an `Idempotency-Key` there is one run for it, however often it is asked for; in production one of them is required. In a demo, a body that is no JSON object is ignored.
   */
  runZakat(call?: Call<Types.RunZakatFields>): Promise<Types.RunZakatResult>;

  /**
   * The policy of zakat
   *
   * What is in force: this product issues no fatwa, and does what the policy says. `ETag` has the version. Version 0 is the policy of a server on which none was set; it asks for one approval in a demo and for two in production.
   */
  getZakatPolicy(call?: CallOptions): Promise<Types.PolicyResponse>;

  /**
   * Set the policy of zakat
   *
   * Adds a version, which is in force at once; none is ever changed. `If-Match` names the version that it replaces. It is written to the audit trail with its author.
   */
  setZakatPolicy(call: Call<Types.SetZakatPolicyFields>): Promise<Types.PolicyResponse>;

  /**
   * All versions of the policy
   *
   * The newest first, with their authors; the whole list unless `limit` or `cursor` is given.
   */
  listZakatPolicies(call?: Call<Types.ListZakatPoliciesFields>): Pages<Types.PolicyVersionResponse>;

  /**
   * Snapshots of nisab
   *
   * The last recorded first; the whole list unless `limit` or `cursor` is given. Of a standard, the newest with `as_of` on or before a day is in force on it, and before the oldest the oldest; of one `as_of` the last recorded counts.
   */
  listNisab(call?: Call<Types.ListNisabFields>): Pages<Types.NisabResponse>;

  /**
   * Record what nisab is from a day on
   *
   * A snapshot is never changed; a later one with the same `as_of` counts in its place. It is written to the audit trail with its author.
   */
  recordNisab(call: Call<Types.RecordNisabFields>): Promise<Types.RecordNisabResult>;

  /**
   * Months that begin on another day
   *
   * The Hijri calendar is Umm al-Qura from 1300 to 1600 AH, with these months moved to where the moon was seen. `ETag` has the version.
   */
  getZakatCalendar(call?: CallOptions): Promise<Types.CalendarResponse>;

  /**
   * Set the months that begin on another day
   *
   * Adds a version, which is in force at once; none is ever changed. `If-Match` names the version that it replaces. It is written to the audit trail with its author.
   */
  setZakatCalendar(call: Call<Types.SetZakatCalendarFields>): Promise<Types.CalendarResponse>;

  /**
   * The Gregorian day of a Hijri date
   *
   * By the calendar that is in force, overrides included.
   */
  convertHijriDate(call: Call<Types.ConvertHijriDateFields>): Promise<Types.GregorianResponse>;

  /**
   * Declared debts
   *
   * In the order in which they were declared, settled ones included; the whole list unless `limit` or `cursor` is given.
   */
  listZakatDebts(call?: Call<Types.ListZakatDebtsFields>): Pages<Types.DebtResponse>;

  /**
   * Declare a debt of a wallet’s owner
   *
   * Which debts are deducted is for the policy to say. Owners declare their own at `/me/zakat/debts`.
   */
  declareZakatDebt(call: Call<Types.DeclareZakatDebtFields>): Promise<Types.DeclareZakatDebtResult>;

  /**
   * Say that a debt is no longer owed
   *
   * The debt stays, and says so. Once more, for the same day or for none, changes nothing.
   */
  settleZakatDebt(call: Call<Types.SettleZakatDebtFields>): Promise<Types.DebtResponse>;

  /**
   * Exemptions
   *
   * In the order in which they were entered, ended ones included; the whole list unless `limit` or `cursor` is given.
   */
  listZakatExemptions(call?: Call<Types.ListZakatExemptionsFields>): Pages<Types.ExemptionResponse>;

  /**
   * Enter an exemption of a wallet’s owner
   *
   * It counts once it is accepted. Owners enter their own at `/me/zakat/exemptions`.
   */
  fileZakatExemption(call: Call<Types.FileZakatExemptionFields>): Promise<Types.FileZakatExemptionResult>;

  /**
   * Accept an exemption
   *
   * It counts from the day on which it was filed; a CZ-50 for valuation dates at least 30 days later. Once more changes nothing.
   */
  acceptZakatExemption(call: Call<Types.AcceptZakatExemptionFields>): Promise<Types.ExemptionResponse>;

  /**
   * End an exemption, or refuse it
   *
   * It stays, and says so. Once more, for the same day or for none, changes nothing.
   */
  endZakatExemption(call: Call<Types.EndZakatExemptionFields>): Promise<Types.ExemptionResponse>;

  /**
   * How you stand
   *
   * Your lunar year so far, what an assessment of today and one of the next anniversary would say of your wallet, with the policy and the nisab that they go by, your debts and exemptions, also those that an administrator entered, and your newest receipts. Nothing is charged by it.
   */
  getMyZakat(call?: CallOptions): Promise<Types.MyZakatResponse>;

  /**
   * Declare a debt of yours
   *
   * Which debts are deducted is for the policy to say.
   */
  declareMyZakatDebt(call: Call<Types.DeclareMyZakatDebtFields>): Promise<Types.DeclareMyZakatDebtResult>;

  /**
   * Say that you no longer owe a debt
   *
   * The debt stays, and says so. Once more, for the same day or for none, changes nothing.
   */
  settleMyZakatDebt(call: Call<Types.SettleMyZakatDebtFields>): Promise<Types.DebtResponse>;

  /**
   * Enter an exemption of yours
   *
   * It is filed today, in the time zone of the policy, and counts once an administrator accepts it. A paper that came in earlier is entered by an administrator.
   */
  fileMyZakatExemption(call: Call<Types.FileMyZakatExemptionFields>): Promise<Types.FileMyZakatExemptionResult>;

  /**
   * Assess zakat
   *
   * Reckons what every registered wallet owes on a date, by the policy in force, and keeps the lines with their hash. It charges no one. Read at the last block of the valuation date; for a date that has not come it is a forecast on the blocks of now. One is made at a time.
   */
  assessZakat(call: Call<Types.AssessZakatFields>): Promise<Types.AssessZakatResult>;

  /**
   * An assessment
   */
  getZakatAssessment(call: Call<Types.GetZakatAssessmentFields>): Promise<Types.AssessmentResponse>;

  /**
   * Approve an assessment
   *
   * As many different administrators as the policy says approve the hash of the lines that they have looked at; the one who made it may be among them. It is reckoned again first: when chain or declarations would make another one of it now, it is refused.
   */
  approveZakatAssessment(call: Call<Types.ApproveZakatAssessmentFields>): Promise<Types.AssessmentResponse>;

  /**
   * Its lines
   *
   * In the order of their addresses; the whole list unless `limit` or `cursor` is given.
   */
  listZakatAssessmentLines(call: Call<Types.ListZakatAssessmentLinesFields>): Pages<Types.AssessmentLineResponse>;

  /**
   * Its lines as a sheet
   *
   * RFC 4180 with a header. A name that a spreadsheet would take for a formula has an apostrophe before it.
   */
  downloadZakatAssessmentLines(call: Call<Types.DownloadZakatAssessmentLinesFields>): Promise<Uint8Array>;

  /**
   * Charge what was assessed
   *
   * Begins the run of an approved assessment, which charges each `DUE` line its amount in the background, many to a block. A wallet is charged once in a period, whatever route, policy or pool charges it. An assessment has one run: a repeated call answers with it. A run that was interrupted goes on by itself.
   */
  runZakatAssessment(call: Call<Types.RunZakatAssessmentFields>): Promise<Types.BegunRunResponse>;

  /**
   * Runs of assessments
   *
   * Newest first. A `Link` header leads to older ones.
   */
  listZakatRuns(call?: Call<Types.ListZakatRunsFields>): Pages<Types.RunResponse>;

  /**
   * How far a run is
   */
  getZakatRun(call: Call<Types.GetZakatRunFields>): Promise<Types.RunResponse>;

  /**
   * Try again what was set aside
   *
   * Outstanding and failed lines are charged where that is possible now.
   */
  resumeZakatRun(call: Call<Types.ResumeZakatRunFields>): Promise<Types.BegunRunResponse>;

  /**
   * A receipt
   *
   * For its owner and administrators; to other users there is no such receipt. In a demo it is open to callers without a session as well.
   */
  getZakatReceipt(call: Call<Types.GetZakatReceiptFields>): Promise<Types.ReceiptResponse>;

  /**
   * A receipt to print
   *
   * A4, in English and Urdu, with a QR code that leads to the verification. Urdu names are set as they are written; characters of other scripts than Latin, Greek, Cyrillic, Devanagari and Arabic are shown as boxes.
   */
  getZakatReceiptPdf(call: Call<Types.GetZakatReceiptPdfFields>): Promise<Uint8Array>;

  /**
   * Verify a receipt
   *
   * For anyone who was shown a receipt: what it says of the deduction, from the chain, and nothing of the person. The answer is the same for a number that no receipt has and for a wrong code. The proof can be checked without trust in this server: see `GET /transactions/{id}/proof`.
   */
  verifyZakatReceipt(call: Call<Types.VerifyZakatReceiptFields>): Promise<Types.VerifiedReceiptResponse>;

  /**
   * Your receipts
   *
   * The newest first; the whole list unless `limit` or `cursor` is given.
   */
  listMyZakatReceipts(call?: Call<Types.ListMyZakatReceiptsFields>): Pages<Types.ReceiptLineResponse>;

  /**
   * What came into the zakat pool and went out of it
   *
   * For everybody. What was received less what was paid is the balance, which is the sum of the unspent outputs of the address: `GET /wallets/{address}/utxos` lists them.
   */
  getZakatPool(call?: CallOptions): Promise<Types.PoolReportResponse>;

  /**
   * Make the wallet of the zakat pool
   *
   * Once. Its key is made and kept on the server, sealed as the keys of users are, and signs the payments of vouchers. It is the pool where `ZAKAT_WALLET_ADDRESS` is not set. A body is ignored.
   */
  makeZakatPool(call?: CallOptions): Promise<Types.PoolWalletResponse>;

  /**
   * Propose a payment out of the pool
   *
   * A distribution to one of the eight asnaf, or a refund out of a receipt. It is paid when as many different administrators as the policy says have approved it; the one who proposed it may be one of them.
   */
  proposeZakatVoucher(call: Call<Types.ProposeZakatVoucherFields>): Promise<Types.ProposeZakatVoucherResult>;

  /**
   * Vouchers
   *
   * The newest first; the whole list unless `limit` or `cursor` is given.
   */
  listZakatVouchers(call?: Call<Types.ListZakatVouchersFields>): Pages<Types.VoucherResponse>;

  /**
   * A voucher
   */
  getZakatVoucher(call: Call<Types.GetZakatVoucherFields>): Promise<Types.VoucherResponse>;

  /**
   * Approve a voucher
   *
   * The last approval that is needed takes the amount from what the receipt of a refund, or the cap of the collectors, still holds. A body is ignored.
   */
  approveZakatVoucher(call: Call<Types.ApproveZakatVoucherFields>): Promise<Types.VoucherResponse>;

  /**
   * Reject a voucher
   *
   * For good, as long as it is not paid.
   */
  rejectZakatVoucher(call: Call<Types.RejectZakatVoucherFields>): Promise<Types.VoucherResponse>;

  /**
   * Pay a voucher
   *
   * Once: a voucher that is paid is answered as it was, with a key or without. Where `ZAKAT_WALLET_ADDRESS` names a pool whose key somebody else holds, the answer has the payment to sign, the same one as long as its coins are unspent; the voucher is paid when a block has that transaction, no matter who submits it. A body is ignored.
   */
  payZakatVoucher(call: Call<Types.PayZakatVoucherFields>): Promise<Types.PayZakatVoucherResult>;

  /**
   * The return of a period
   *
   * What was assessed, charged and refunded, of all pools that were paid in the period: assessed + unassessed = charged + outstanding + failed + pending. A wallet that was charged counts as that, by whatever run. Any other wallet counts as the last assessment has it whose run was begun; assessments that were not approved or not run do not count.
   */
  getZakatReturn(call: Call<Types.GetZakatReturnFields>): Promise<Types.ReturnResponse>;

  /**
   * The return of a period as a sheet (RFC 4180)
   */
  getZakatReturnSheet(call: Call<Types.GetZakatReturnSheetFields>): Promise<Uint8Array>;

  /**
   * Fund a wallet
   *
   * Mints the fixed reward of 15000 units to the address. `amount` is recorded in the books and decides nothing.
   */
  fundWallet(call: Call<Types.FundWalletFields>): Promise<Types.FundWalletResult>;
}

export const ledgerOperations = {
  getHealth: {"method":"GET","path":"/api/v1/health"},
  getReadiness: {"method":"GET","path":"/api/v1/health/ready"},
  getWriter: {"method":"GET","path":"/api/v1/health/writer"},
  registerUser: {"method":"POST","path":"/api/v1/register","body":["full_name","email","cnic"],"holds":["user_id","full_name","email","cnic","wallet_address","checksummed_address"]},
  requestOtp: {"method":"POST","path":"/api/v1/auth/request-otp","body":["email","purpose"],"holds":["email"]},
  verifyOtp: {"method":"POST","path":"/api/v1/auth/verify-otp","body":["email","otp","user_id"],"holds":["success","message"]},
  logOut: {"method":"POST","path":"/api/v1/auth/logout","body":["everywhere"],"holds":["success","message"]},
  getMe: {"method":"GET","path":"/api/v1/me","answer":"ProfileResponse"},
  listContacts: {"method":"GET","path":"/api/v1/me/contacts","items":"contacts"},
  addContact: {"method":"POST","path":"/api/v1/me/contacts","body":["name","address"],"holds":["id","name","address","checksummed_address","created_at"]},
  changeContact: {"method":"PUT","path":"/api/v1/me/contacts/{id}","body":["name","address"],"holds":["id","name","address","checksummed_address","created_at"]},
  deleteContact: {"method":"DELETE","path":"/api/v1/me/contacts/{id}","holds":["success"]},
  makeMyKey: {"method":"POST","path":"/api/v1/me/keys","body":["name","scopes","expires_in","limit_per_day","addresses","networks","otp"],"answer":"MadeKeyResponse","holds":["key","id","name","holder","scopes","state","created_at"]},
  listMyKeys: {"method":"GET","path":"/api/v1/me/keys","answer":"KeyResponse","items":""},
  revokeMyKey: {"method":"DELETE","path":"/api/v1/me/keys/{id}","answer":"KeyResponse","holds":["id","name","holder","scopes","state","created_at"]},
  makeAdminKey: {"method":"POST","path":"/api/v1/admin/keys","body":["name","scopes","expires_in","limit_per_day","addresses","networks"],"answer":"MadeKeyResponse","holds":["key","id","name","holder","scopes","state","created_at"]},
  listAdminKeys: {"method":"GET","path":"/api/v1/admin/keys","answer":"KeyResponse","items":""},
  revokeAdminKey: {"method":"DELETE","path":"/api/v1/admin/keys/{id}","answer":"KeyResponse","holds":["id","name","holder","scopes","state","created_at"]},
  releaseCnic: {"method":"POST","path":"/api/v1/admin/cnic/release","body":["cnic"],"holds":["user_id"]},
  createWallet: {"method":"POST","path":"/api/v1/wallets","holds":["address","checksummed_address","private_key"]},
  getBalance: {"method":"GET","path":"/api/v1/wallets/{address}/balance","answer":"BalanceResponse"},
  findAddress: {"method":"GET","path":"/api/v1/wallets/{address}/exists"},
  listWalletTransactions: {"method":"GET","path":"/api/v1/wallets/{address}/transactions","query":["limit","cursor","direction","order"],"answer":"TransactionResponse","items":""},
  listCoins: {"method":"GET","path":"/api/v1/wallets/{address}/utxos","query":["limit","cursor"],"answer":"UnspentOutputResponse","items":""},
  listWalletHistory: {"method":"GET","path":"/api/v1/wallets/{address}/history","query":["from","to","type","cursor","limit"],"answer":"HistoryResponse","items":"lines"},
  getStatement: {"method":"GET","path":"/api/v1/wallets/{address}/statement","query":["from","to"],"answer":"StatementResponse"},
  getStatementSheet: {"method":"GET","path":"/api/v1/wallets/{address}/statement.csv","query":["from","to"],"isFile":true},
  getStatementPdf: {"method":"GET","path":"/api/v1/wallets/{address}/statement.pdf","query":["from","to"],"isFile":true},
  sendTransfer: {"method":"POST","path":"/api/v1/transactions","body":["from","to","amount","privKey","otp","note","request"],"isKeyed":true,"holds":["status"],"facts":{"txid":"X-Transaction-Id","blockHash":"X-Block-Hash","isReplay":"Idempotency-Replayed"}},
  prepareTransfer: {"method":"POST","path":"/api/v1/transactions/prepare","body":["from","to","amount"],"answer":"PrepareResponse","holds":["transaction","digest"]},
  submitTransfer: {"method":"POST","path":"/api/v1/transactions/submit","body":["ID","Vin","Vout","transaction","signature","public_key","note","request"],"isKeyed":true,"holds":["status"],"facts":{"txid":"X-Transaction-Id","blockHash":"X-Block-Hash","isReplay":"Idempotency-Replayed","isMinedBefore":"X-Mined-Before"}},
  getTransaction: {"method":"GET","path":"/api/v1/transactions/{id}","answer":"TransactionDetailResponse"},
  getTransactionProof: {"method":"GET","path":"/api/v1/transactions/{id}/proof"},
  requestPayment: {"method":"POST","path":"/api/v1/requests","body":["amount","note","expires_in","reference"],"isKeyed":true,"answer":"PayablePaymentRequestResponse","holds":["state","amount","paid_units","expires_at","paid","qr","id","address","checksummed_address","created_at","uri"],"facts":{"isReplay":"Idempotency-Replayed"}},
  listPaymentRequests: {"method":"GET","path":"/api/v1/requests","query":["limit","cursor"],"answer":"PaymentRequestResponse","items":""},
  getPaymentRequest: {"method":"GET","path":"/api/v1/requests/{id}","answer":"PayablePaymentRequestResponse"},
  cancelPaymentRequest: {"method":"POST","path":"/api/v1/requests/{id}/cancel","answer":"PaymentRequestResponse","holds":["state","amount","paid_units","expires_at","paid","id","address","checksummed_address","created_at","uri"]},
  getChain: {"method":"GET","path":"/api/v1/chain","answer":"ChainResponse"},
  verifyChain: {"method":"GET","path":"/api/v1/chain/verify","answer":"ChainVerificationResponse"},
  getTreasury: {"method":"GET","path":"/api/v1/treasury","answer":"TreasuryResponse"},
  proposeIssue: {"method":"POST","path":"/api/v1/treasury/issues","body":["address","amount","reference"],"isKeyed":true,"answer":"OrderResponse","holds":["state","amount","rejected","mined","id","address","reference","hash","proposed","approvals"],"facts":{"isReplay":"Idempotency-Replayed"}},
  listIssues: {"method":"GET","path":"/api/v1/treasury/issues","query":["limit","cursor","state"],"answer":"OrderResponse","items":""},
  getIssue: {"method":"GET","path":"/api/v1/treasury/issues/{id}","answer":"OrderResponse"},
  approveIssue: {"method":"POST","path":"/api/v1/treasury/issues/{id}/approve","body":["hash"],"answer":"OrderResponse","holds":["state","amount","rejected","mined","id","address","reference","hash","proposed","approvals"],"facts":{"isReplay":"Idempotency-Replayed"}},
  rejectIssue: {"method":"POST","path":"/api/v1/treasury/issues/{id}/reject","body":["reason"],"answer":"OrderResponse","holds":["state","amount","rejected","mined","id","address","reference","hash","proposed","approvals"]},
  proposeRedemption: {"method":"POST","path":"/api/v1/treasury/redemptions","body":["amount","reference"],"isKeyed":true,"answer":"OrderResponse","holds":["state","amount","rejected","mined","id","address","reference","hash","proposed","approvals"],"facts":{"isReplay":"Idempotency-Replayed"}},
  listRedemptions: {"method":"GET","path":"/api/v1/treasury/redemptions","query":["limit","cursor","state"],"answer":"OrderResponse","items":""},
  getRedemption: {"method":"GET","path":"/api/v1/treasury/redemptions/{id}","answer":"OrderResponse"},
  approveRedemption: {"method":"POST","path":"/api/v1/treasury/redemptions/{id}/approve","body":["hash"],"answer":"OrderResponse","holds":["state","amount","rejected","mined","id","address","reference","hash","proposed","approvals"],"facts":{"isReplay":"Idempotency-Replayed"}},
  rejectRedemption: {"method":"POST","path":"/api/v1/treasury/redemptions/{id}/reject","body":["reason"],"answer":"OrderResponse","holds":["state","amount","rejected","mined","id","address","reference","hash","proposed","approvals"]},
  listBlocks: {"method":"GET","path":"/api/v1/blocks","query":["limit","cursor","order"],"items":""},
  getBlock: {"method":"GET","path":"/api/v1/blocks/{index}","answer":"BlockResponse"},
  getBlockHeader: {"method":"GET","path":"/api/v1/blocks/{index}/header"},
  readEvents: {"method":"GET","path":"/api/v1/events","query":["after","limit","types","address"],"answer":"EventsPageResponse"},
  createWebhook: {"method":"POST","path":"/api/v1/webhooks","body":["url","types","address","description"],"isKeyed":true,"holds":["state","cursor","failures","secret","id","url","types","owner","created_at"],"facts":{"isReplay":"Idempotency-Replayed"}},
  listWebhooks: {"method":"GET","path":"/api/v1/webhooks","query":["limit","cursor"],"items":""},
  getWebhook: {"method":"GET","path":"/api/v1/webhooks/{id}"},
  changeWebhook: {"method":"PATCH","path":"/api/v1/webhooks/{id}","body":["url","types","description","state"],"holds":["state","cursor","failures","id","url","types","owner","created_at"]},
  deleteWebhook: {"method":"DELETE","path":"/api/v1/webhooks/{id}","holds":["success"]},
  rotateWebhookSecret: {"method":"POST","path":"/api/v1/webhooks/{id}/rotate-secret","holds":["state","cursor","failures","secret","id","url","types","owner","created_at"]},
  listWebhookDeliveries: {"method":"GET","path":"/api/v1/webhooks/{id}/deliveries","query":["limit","cursor"],"items":""},
  redeliverWebhookEvent: {"method":"POST","path":"/api/v1/webhooks/{id}/deliveries/{n}/redeliver","holds":["n","kind","status","attempts","answer_status","answer","event_id","event_type","created_at"]},
  testWebhook: {"method":"POST","path":"/api/v1/webhooks/{id}/test","holds":["n","kind","status","attempts","answer_status","answer","event_id","event_type","created_at"]},
  getStats: {"method":"GET","path":"/api/v1/stats","query":["days"],"answer":"StatsResponse"},
  search: {"method":"GET","path":"/api/v1/search","query":["q"]},
  getWalletReport: {"method":"GET","path":"/api/v1/reports/wallet/{address}","query":["limit","cursor"],"answer":"WalletReportResponse","facts":{"nextCursor":"Link"}},
  listSystemLogs: {"method":"GET","path":"/api/v1/logs/system","query":["limit","cursor"],"items":"logs"},
  runZakat: {"method":"POST","path":"/api/v1/zakat/run","body":["period"],"isKeyed":true,"answer":"ZakatRunResponse","holds":["total_zakat","total_wallets","processed","block_hashes"],"facts":{"isReplay":"Idempotency-Replayed"}},
  getZakatPolicy: {"method":"GET","path":"/api/v1/zakat/policy","answer":"PolicyResponse"},
  setZakatPolicy: {"method":"PUT","path":"/api/v1/zakat/policy","body":["rate","hawl","nisab_standard","debts","time_zone","excluded","minimum_deduction","amilin_cap","approvals"],"headers":{"ifMatch":"If-Match"},"answer":"PolicyResponse","holds":["version","minimum_deduction","approvals","rate","hawl","nisab_standard","debts","time_zone","excluded","amilin_cap"]},
  listZakatPolicies: {"method":"GET","path":"/api/v1/zakat/policies","query":["limit","cursor"],"answer":"PolicyVersionResponse","items":""},
  listNisab: {"method":"GET","path":"/api/v1/zakat/nisab","query":["limit","cursor"],"answer":"NisabResponse","items":""},
  recordNisab: {"method":"POST","path":"/api/v1/zakat/nisab","body":["standard","grams","price","units","source","as_of"],"isKeyed":true,"answer":"NisabResponse","holds":["units","id","standard","source","as_of","created_at"],"facts":{"isReplay":"Idempotency-Replayed"}},
  getZakatCalendar: {"method":"GET","path":"/api/v1/zakat/calendar"},
  setZakatCalendar: {"method":"PUT","path":"/api/v1/zakat/calendar","body":["overrides"],"headers":{"ifMatch":"If-Match"},"holds":["version","overrides"]},
  convertHijriDate: {"method":"GET","path":"/api/v1/zakat/calendar/{hijri_date}"},
  listZakatDebts: {"method":"GET","path":"/api/v1/zakat/debts","query":["limit","cursor","wallet_address"],"answer":"DebtResponse","items":""},
  declareZakatDebt: {"method":"POST","path":"/api/v1/zakat/debts","body":["amount","due_on","note","wallet_address"],"isKeyed":true,"answer":"DebtResponse","holds":["amount","id","wallet_address","due_on","state","declared_at"],"facts":{"isReplay":"Idempotency-Replayed"}},
  settleZakatDebt: {"method":"POST","path":"/api/v1/zakat/debts/{id}/settle","body":["settled_on"],"answer":"DebtResponse","holds":["amount","id","wallet_address","due_on","state","declared_at"]},
  listZakatExemptions: {"method":"GET","path":"/api/v1/zakat/exemptions","query":["limit","cursor","wallet_address"],"items":""},
  fileZakatExemption: {"method":"POST","path":"/api/v1/zakat/exemptions","body":["kind","fiqh","sworn_on","document_sha256","note","wallet_address","filed_on"],"isKeyed":true,"holds":["id","wallet_address","kind","state","filed_on","filed_at"],"facts":{"isReplay":"Idempotency-Replayed"}},
  acceptZakatExemption: {"method":"POST","path":"/api/v1/zakat/exemptions/{id}/accept","holds":["id","wallet_address","kind","state","filed_on","filed_at"]},
  endZakatExemption: {"method":"POST","path":"/api/v1/zakat/exemptions/{id}/end","body":["ended_on"],"holds":["id","wallet_address","kind","state","filed_on","filed_at"]},
  getMyZakat: {"method":"GET","path":"/api/v1/me/zakat","answer":"MyZakatResponse"},
  declareMyZakatDebt: {"method":"POST","path":"/api/v1/me/zakat/debts","body":["amount","due_on","note"],"isKeyed":true,"answer":"DebtResponse","holds":["amount","id","wallet_address","due_on","state","declared_at"],"facts":{"isReplay":"Idempotency-Replayed"}},
  settleMyZakatDebt: {"method":"POST","path":"/api/v1/me/zakat/debts/{id}/settle","body":["settled_on"],"answer":"DebtResponse","holds":["amount","id","wallet_address","due_on","state","declared_at"]},
  fileMyZakatExemption: {"method":"POST","path":"/api/v1/me/zakat/exemptions","body":["kind","fiqh","sworn_on","document_sha256","note"],"isKeyed":true,"holds":["id","wallet_address","kind","state","filed_on","filed_at"],"facts":{"isReplay":"Idempotency-Replayed"}},
  assessZakat: {"method":"POST","path":"/api/v1/zakat/assessments","body":["period","valuation_date","hijri_date"],"isKeyed":true,"answer":"AssessmentResponse","holds":["id","run_id","hash","period","valuation_date","hijri_date","provisional","as_of","policy_version","nisab","calendar","totals","state","approvals","approvals_needed","author","created_at"],"facts":{"isReplay":"Idempotency-Replayed"}},
  getZakatAssessment: {"method":"GET","path":"/api/v1/zakat/assessments/{id}","answer":"AssessmentResponse"},
  approveZakatAssessment: {"method":"POST","path":"/api/v1/zakat/assessments/{id}/approve","body":["hash"],"answer":"AssessmentResponse","holds":["id","run_id","hash","period","valuation_date","hijri_date","provisional","as_of","policy_version","nisab","calendar","totals","state","approvals","approvals_needed","author","created_at"]},
  listZakatAssessmentLines: {"method":"GET","path":"/api/v1/zakat/assessments/{id}/lines","query":["limit","cursor","reason"],"answer":"AssessmentLineResponse","items":""},
  downloadZakatAssessmentLines: {"method":"GET","path":"/api/v1/zakat/assessments/{id}/lines.csv","isFile":true},
  runZakatAssessment: {"method":"POST","path":"/api/v1/zakat/assessments/{id}/run","holds":["run_id"]},
  listZakatRuns: {"method":"GET","path":"/api/v1/zakat/runs","query":["limit","cursor"],"answer":"RunsResponse","items":"runs"},
  getZakatRun: {"method":"GET","path":"/api/v1/zakat/runs/{id}","answer":"RunResponse"},
  resumeZakatRun: {"method":"POST","path":"/api/v1/zakat/runs/{id}/resume","holds":["run_id"]},
  getZakatReceipt: {"method":"GET","path":"/api/v1/zakat/receipts/{number}","answer":"ReceiptResponse"},
  getZakatReceiptPdf: {"method":"GET","path":"/api/v1/zakat/receipts/{number}.pdf","isFile":true},
  verifyZakatReceipt: {"method":"GET","path":"/api/v1/zakat/receipts/{number}/verify","query":["code"],"answer":"VerifiedReceiptResponse"},
  listMyZakatReceipts: {"method":"GET","path":"/api/v1/me/zakat/receipts","query":["limit","cursor"],"answer":"ReceiptLineResponse","items":""},
  getZakatPool: {"method":"GET","path":"/api/v1/zakat/pool","answer":"PoolReportResponse"},
  makeZakatPool: {"method":"POST","path":"/api/v1/zakat/pool","holds":["address","made_by","created_at"]},
  proposeZakatVoucher: {"method":"POST","path":"/api/v1/zakat/vouchers","body":["kind","asnaf","period","beneficiary","amount","receipt","note"],"isKeyed":true,"answer":"VoucherResponse","holds":["state","kind","asnaf","amount","receipt","rejected","paid","id","period","beneficiary","note","pool_address","proposed","approvals"],"facts":{"isReplay":"Idempotency-Replayed"}},
  listZakatVouchers: {"method":"GET","path":"/api/v1/zakat/vouchers","query":["limit","cursor","state"],"answer":"VoucherResponse","items":""},
  getZakatVoucher: {"method":"GET","path":"/api/v1/zakat/vouchers/{id}","answer":"VoucherResponse"},
  approveZakatVoucher: {"method":"POST","path":"/api/v1/zakat/vouchers/{id}/approve","answer":"VoucherResponse","holds":["state","kind","asnaf","amount","receipt","rejected","paid","id","period","beneficiary","note","pool_address","proposed","approvals"]},
  rejectZakatVoucher: {"method":"POST","path":"/api/v1/zakat/vouchers/{id}/reject","body":["reason"],"answer":"VoucherResponse","holds":["state","kind","asnaf","amount","receipt","rejected","paid","id","period","beneficiary","note","pool_address","proposed","approvals"]},
  payZakatVoucher: {"method":"POST","path":"/api/v1/zakat/vouchers/{id}/pay","isKeyed":true,"answer":"PayVoucherResponse","holds":["voucher"],"facts":{"isReplay":"Idempotency-Replayed"}},
  getZakatReturn: {"method":"GET","path":"/api/v1/zakat/periods/{period}/return","answer":"ReturnResponse"},
  getZakatReturnSheet: {"method":"GET","path":"/api/v1/zakat/periods/{period}/return.csv","isFile":true},
  fundWallet: {"method":"POST","path":"/api/v1/admin/fund","body":["address","amount"],"isKeyed":true,"answer":"FundResponse","holds":["amount","address","block_hash"],"facts":{"txid":"X-Transaction-Id","isReplay":"Idempotency-Replayed"}},
} as const satisfies Record<keyof LedgerOperations, Operation>;

/** Where money stands in answers. */
export const ledgerShapes: Shapes = {
  "ProfileResponse": {
    "balance": "units"
  },
  "KeyRequest": {
    "limit_per_day": "units"
  },
  "MadeKeyResponse": {
    "limit_per_day": "units"
  },
  "KeyResponse": {
    "limit_per_day": "units"
  },
  "AdminKeyRequest": {
    "limit_per_day": "units"
  },
  "BalanceResponse": {
    "balance": "units"
  },
  "TransactionOutputResponse": {
    "Value": "units"
  },
  "TransactionResponse": {
    "Vout": "TransactionOutputResponse"
  },
  "UnspentOutputResponse": {
    "value": "units"
  },
  "HistoryLineResponse": {
    "units": "units",
    "balance_after": "units"
  },
  "HistoryResponse": {
    "lines": "HistoryLineResponse"
  },
  "StatementResponse": {
    "opening": "units",
    "total_in": "units",
    "total_out": "units",
    "closing": "units",
    "lines": "HistoryLineResponse"
  },
  "TransferRequest": {
    "amount": "units"
  },
  "PrepareRequest": {
    "amount": "units"
  },
  "PrepareResponse": {
    "transaction": "TransactionResponse"
  },
  "SubmittedOutput": {
    "Value": "units"
  },
  "SubmittedTransaction": {
    "Vout": "SubmittedOutput"
  },
  "SubmitRequest": {
    "Vout": "SubmittedOutput",
    "transaction": "SubmittedTransaction"
  },
  "TransactionDetailResponse": {
    "transaction": "TransactionResponse"
  },
  "PaymentRequestRequest": {
    "amount": "units"
  },
  "PayablePaymentRequestResponse": {
    "amount": "units",
    "paid_units": "units"
  },
  "PaymentRequestResponse": {
    "amount": "units",
    "paid_units": "units"
  },
  "ChainResponse": {
    "genesis": "units",
    "faucet": "units",
    "issued": "units",
    "redeemed": "units",
    "supply": "units"
  },
  "ChainVerificationResponse": {
    "genesis": "units",
    "faucet": "units",
    "issued": "units",
    "redeemed": "units",
    "supply": "units"
  },
  "TreasuryResponse": {
    "balance": "units",
    "issue_limit_per_day": "units",
    "redemption_limit_per_day": "units"
  },
  "IssueRequest": {
    "amount": "units"
  },
  "OrderResponse": {
    "amount": "units"
  },
  "RedemptionRequest": {
    "amount": "units"
  },
  "BlockResponse": {
    "Transactions": "TransactionResponse"
  },
  "TransactionMinedData": {
    "amount": "units"
  },
  "WalletChangedData": {
    "units": "units",
    "balance": "units"
  },
  "ZakatDeductedData": {
    "units": "units"
  },
  "ZakatVoucherPaidData": {
    "units": "units"
  },
  "ZakatRunCompletedData": {
    "units": "units"
  },
  "RequestPaidData": {
    "amount": "units",
    "paid": "units"
  },
  "TreasuryOrderMinedData": {
    "amount": "units"
  },
  "DayResponse": {
    "volume": "units",
    "supply": "units"
  },
  "StatsResponse": {
    "supply": "units",
    "days": "DayResponse"
  },
  "TransactionRecordResponse": {
    "amount": "units",
    "balance_change": "units",
    "raw_json": "TransactionResponse"
  },
  "ZakatRecordResponse": {
    "amount": "units"
  },
  "WalletReportResponse": {
    "balance": "units",
    "total_sent": "units",
    "total_received": "units",
    "total_zakat": "units",
    "total_credited": "units",
    "total_debited": "units",
    "total_minted": "units",
    "transactions": "TransactionRecordResponse",
    "zakat_records": "ZakatRecordResponse"
  },
  "ZakatRunResponse": {
    "total_zakat": "units"
  },
  "PolicyResponse": {
    "minimum_deduction": "units"
  },
  "PolicyVersionResponse": {
    "minimum_deduction": "units"
  },
  "PolicyRequest": {
    "minimum_deduction": "units"
  },
  "NisabResponse": {
    "units": "units"
  },
  "NisabRequest": {
    "units": "units"
  },
  "DebtResponse": {
    "amount": "units"
  },
  "DebtRequest": {
    "amount": "units"
  },
  "ZakatEstimateResponse": {
    "balance": "units",
    "debts": "units",
    "net": "units",
    "nisab": "units",
    "due": "units"
  },
  "MyLotResponse": {
    "units": "units"
  },
  "MyReceiptResponse": {
    "amount": "units"
  },
  "MyZakatResponse": {
    "nisab": "NisabResponse",
    "now": "ZakatEstimateResponse",
    "next_anniversary": "ZakatEstimateResponse",
    "policy": "PolicyResponse",
    "lots": "MyLotResponse",
    "debts": "DebtResponse",
    "receipts": "MyReceiptResponse"
  },
  "MyDebtRequest": {
    "amount": "units"
  },
  "AssessmentNisabResponse": {
    "units": "units"
  },
  "AssessmentTotalsResponse": {
    "due_units": "units"
  },
  "AssessmentResponse": {
    "nisab": "AssessmentNisabResponse",
    "totals": "AssessmentTotalsResponse"
  },
  "AssessmentLineResponse": {
    "balance": "units",
    "debts": "units",
    "net": "units",
    "nisab": "units",
    "due": "units"
  },
  "RunResponse": {
    "total_units": "units"
  },
  "RunsResponse": {
    "runs": "RunResponse"
  },
  "ReceiptNisabResponse": {
    "units": "units"
  },
  "ReceiptResponse": {
    "amount": "units",
    "balance": "units",
    "debts": "units",
    "nisab": "ReceiptNisabResponse"
  },
  "VerifiedReceiptResponse": {
    "amount": "units"
  },
  "ReceiptLineResponse": {
    "amount": "units"
  },
  "PoolReceivedResponse": {
    "collected": "units",
    "contributed": "units",
    "minted": "units"
  },
  "PoolPaidResponse": {
    "distributed": "units",
    "refunded": "units",
    "other": "units"
  },
  "DistributedResponse": {
    "fuqara": "units",
    "masakin": "units",
    "amilin": "units",
    "muallafa": "units",
    "riqab": "units",
    "gharimin": "units",
    "fi_sabilillah": "units",
    "ibn_al_sabil": "units"
  },
  "PoolPeriodResponse": {
    "collected": "units",
    "refunded": "units",
    "distributed": "DistributedResponse"
  },
  "PoolReportResponse": {
    "balance": "units",
    "received": "PoolReceivedResponse",
    "paid": "PoolPaidResponse",
    "periods": "PoolPeriodResponse"
  },
  "VoucherRequest": {
    "amount": "units"
  },
  "VoucherResponse": {
    "amount": "units"
  },
  "PayVoucherResponse": {
    "transaction": "TransactionResponse",
    "voucher": "VoucherResponse"
  },
  "ReturnSumResponse": {
    "units": "units"
  },
  "ReturnExemptResponse": {
    "EXEMPT_NON_MUSLIM": "ReturnSumResponse",
    "EXEMPT_NON_CITIZEN": "ReturnSumResponse",
    "EXEMPT_CZ50": "ReturnSumResponse",
    "EXEMPT_NOT_SAHIB_E_NISAB": "ReturnSumResponse"
  },
  "ReturnResponse": {
    "net": "units",
    "assessed": "ReturnSumResponse",
    "unassessed": "ReturnSumResponse",
    "charged": "ReturnSumResponse",
    "outstanding": "ReturnSumResponse",
    "failed": "ReturnSumResponse",
    "pending": "ReturnSumResponse",
    "exempt": "ReturnExemptResponse",
    "refunded": "ReturnSumResponse"
  },
  "FundRequest": {
    "amount": "units"
  },
  "FundResponse": {
    "amount": "units"
  },
  "BlockCreatedData | TransactionMinedData | WalletChangedData | ZakatDeductedData | ZakatVoucherPaidData | ZakatRunCompletedData | RequestPaidData | TreasuryOrderMinedData": {
    "amount": "units",
    "units": "units",
    "balance": "units",
    "paid": "units"
  },
  "LedgerEventResponse": {
    "data": "BlockCreatedData | TransactionMinedData | WalletChangedData | ZakatDeductedData | ZakatVoucherPaidData | ZakatRunCompletedData | RequestPaidData | TreasuryOrderMinedData"
  },
  "EventsPageResponse": {
    "events": "LedgerEventResponse"
  }
};
