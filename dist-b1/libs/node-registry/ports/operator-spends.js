/** The operator's payments in the books: the house pays them. */
export class OperatorSpends {
}
//# sourceMappingURL=operator-spends.js.map