/**
 * Every payment from its reservation to its last confirmation, each step in one transaction with the postings that belong
 * to it. A step that finds the payment in another state than the one it starts from does nothing.
 */
export class PaymentOutbox {
}
//# sourceMappingURL=payment-outbox.js.map