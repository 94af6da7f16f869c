/** The right to write to the store, which at most one process has. */
export class WriterLease {
}
//# sourceMappingURL=writer-lease.js.map