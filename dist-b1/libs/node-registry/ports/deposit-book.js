/** Money that came in, and how far the reading has got. */
export class DepositBook {
}
//# sourceMappingURL=deposit-book.js.map