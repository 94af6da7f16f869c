/** The books: who paid whom, what, and why. */
export class TransactionRecords {
}
//# sourceMappingURL=transaction-records.js.map