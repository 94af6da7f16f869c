/** Which of several processes sends, follows the chain and audits. All of them take orders. */
export class SenderLease {
}
//# sourceMappingURL=sender-lease.js.map