/**
 * Where a deposit goes from here. Once credited it stays so while it is anywhere on the chain or on its way back there:
 * a reorganisation that only moves it takes nothing from anybody. What Core no longer counts is taken back at once, and
 * comes again as pending if it returns.
 */
export function nextDepositState(state, seen, policy) {
    if (!seen.isThere || seen.confirmations < 0)
        return 'reversed';
    if (seen.confirmations >= policy.required)
        return 'credited';
    return state === 'credited' ? 'credited' : 'pending';
}
/** Deep enough, in the chain or under a conflict, that nobody need look again. */
export function isFinalDeposit(seen, policy) {
    return Math.abs(seen.confirmations) >= policy.final;
}
//# sourceMappingURL=deposit.js.map