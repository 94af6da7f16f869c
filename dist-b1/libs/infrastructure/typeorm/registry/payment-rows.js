/** Columns of a {@link PaymentRow}, of `payments p`. */
export const PAYMENT_COLUMNS = `p.id, p.wallet_id, p.kind, p.recipient_address, p.amount, p.reserved_fee, p.fee, p.state,
  p.txid, p.hex, p.built_on, p.block_height, p.confirmations, p.conflicted, p.failure, p.created_at, p.deadline_at,
  p.confirmed_at, (SELECT json_agg(json_build_object('txid', i.txid, 'vout', i.vout)) FROM payment_inputs i
                   WHERE i.payment_id = p.id) AS inputs`;
export function paymentOf(row) {
    return {
        id: BigInt(row.id),
        walletId: BigInt(row.wallet_id),
        kind: row.kind,
        recipientAddress: row.recipient_address,
        amountUnits: BigInt(row.amount),
        reservedFeeUnits: BigInt(row.reserved_fee),
        feeUnits: row.fee === null ? undefined : BigInt(row.fee),
        state: row.state,
        txid: row.txid ?? undefined,
        hex: row.hex ?? undefined,
        inputs: row.inputs ?? [],
        builtOn: row.built_on ?? undefined,
        blockHeight: row.block_height === null ? undefined : Number(row.block_height),
        confirmations: row.confirmations,
        conflicted: row.conflicted,
        failure: row.failure ?? undefined,
        createdAtMs: row.created_at.getTime(),
        deadlineAtMs: row.deadline_at.getTime(),
        confirmedAtMs: row.confirmed_at?.getTime(),
    };
}
//# sourceMappingURL=payment-rows.js.map