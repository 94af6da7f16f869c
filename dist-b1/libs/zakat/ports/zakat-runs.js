/** The runs, so that one that was interrupted can be completed. At most one is unfinished at any time. */
export class ZakatRuns {
}
//# sourceMappingURL=zakat-runs.js.map