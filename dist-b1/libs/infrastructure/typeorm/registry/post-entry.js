/** Moves money between accounts, within the caller's transaction. @throws ConstraintViolated `accounts_balance` when there is too little */
export async function postEntry(query, { kind, paymentId, depositId, atMs, lines }) {
    await query('SELECT post_entry($1, $2, $3, $4, $5::bigint[], $6::text[], $7::bigint[])', [
        kind,
        paymentId ?? null,
        depositId ?? null,
        new Date(atMs),
        lines.map(({ walletId }) => walletId ?? null),
        lines.map(({ account }) => account),
        lines.map(({ amountUnits }) => amountUnits),
    ]);
}
//# sourceMappingURL=post-entry.js.map