/** What Core should hold: everybody's money, and nothing else. */
export function expectedCoreUnits(books) {
    return liabilitiesUnits(books) + books.houseUnits + books.owedUnits + books.conflictedUnits;
}
/** What the nodes can ask for. */
export function liabilitiesUnits({ availableUnits, pendingUnits, reservedUnits }) {
    return availableUnits + pendingUnits + reservedUnits;
}
/**
 * `shortfall`: a node owes more than the operator's own money covers, or the operator has paid out more than was his, so
 * nodes would be paid with what is not there.
 */
export function freezeReason(driftUnits, books) {
    if (driftUnits !== 0n)
        return 'drift';
    return books.houseUnits + books.owedUnits < 0n ? 'shortfall' : undefined;
}
//# sourceMappingURL=audit.js.map