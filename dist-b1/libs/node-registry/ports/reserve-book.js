/** Sums of the books, and the auditor's last word. */
export class ReserveBook {
}
//# sourceMappingURL=reserve-book.js.map