import * as openapi from "@nestjs/swagger";
export class ZakatRunResponse {
    /**
     * Wallet profiles looked at.
     * @example 2
     */
    total_wallets;
    /**
     * Wallets that were charged.
     * @example 1
     */
    processed;
    /**
     * Units deducted.
     * @example 375
     */
    total_zakat;
    /** Hex hashes of the blocks that hold the deductions. */
    block_hashes;
    static _OPENAPI_METADATA_FACTORY() {
        return { total_wallets: { required: true, type: () => Number, description: "Wallet profiles looked at.", example: 2 }, processed: { required: true, type: () => Number, description: "Wallets that were charged.", example: 1 }, total_zakat: { required: true, type: () => Number, description: "Units deducted.", example: 375 }, block_hashes: { required: true, type: () => [String], description: "Hex hashes of the blocks that hold the deductions." } };
    }
}
//# sourceMappingURL=zakat.dto.js.map