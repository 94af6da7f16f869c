export class ZakatRecords {
}
/** The kind of the row that is stored with a deduction, in the same database transaction. Values: see RunZakat. */
export const ZAKAT_COMPANION = 'zakat_record';
//# sourceMappingURL=zakat-records.js.map