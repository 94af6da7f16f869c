/**
 * The postings that take a deposit from one state to another; they add up to 0. What is taken back and has been spent
 * already becomes a debt of the node, in the open, and later deposits pay it off first. `new` and `reversed` money is
 * outside; a deposit of the house is the house's from the start.
 */
export function depositLines(deposit, from, to, standing) {
    return [...leave(deposit, from, standing), ...enter(deposit, to, standing)];
}
function leave({ walletId, amountUnits }, from, standing) {
    if (from === 'new' || from === 'reversed')
        return [{ account: 'external', amountUnits: -amountUnits }];
    if (walletId === undefined)
        return [{ account: 'house', amountUnits: -amountUnits }];
    if (from === 'pending')
        return [{ walletId, account: 'pending', amountUnits: -amountUnits }];
    const thereUnits = smaller(standing.availableUnits, amountUnits);
    return [
        { walletId, account: 'available', amountUnits: -thereUnits },
        { walletId, account: 'owed', amountUnits: thereUnits - amountUnits },
    ];
}
function enter({ walletId, amountUnits }, to, standing) {
    if (to === 'reversed')
        return [{ account: 'external', amountUnits }];
    if (walletId === undefined)
        return [{ account: 'house', amountUnits }];
    if (to === 'pending')
        return [{ walletId, account: 'pending', amountUnits }];
    const debtUnits = smaller(-standing.owedUnits, amountUnits);
    return [
        { walletId, account: 'owed', amountUnits: debtUnits },
        { walletId, account: 'available', amountUnits: amountUnits - debtUnits },
    ];
}
function smaller(one, other) {
    return one < other ? one : other;
}
//# sourceMappingURL=deposit-lines.js.map