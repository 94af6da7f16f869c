import * as openapi from "@nestjs/swagger";
import { QueryFields } from "../../../libs/infrastructure/http/query-fields.js";
import { InvalidParameter } from '../presentation/invalid-request.js';
import { readOrder } from '../presentation/read-order.js';
export class CreateWalletResponse {
    /**
     * Hex SHA-256 of the public key.
     * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
     */
    address;
    /**
     * Hex private key. It is not stored: whoever loses it loses the wallet.
     * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
     */
    private_key;
    static _OPENAPI_METADATA_FACTORY() {
        return { address: { required: true, type: () => String, description: "Hex SHA-256 of the public key.", example: "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" }, private_key: { required: true, type: () => String, description: "Hex private key. It is not stored: whoever loses it loses the wallet.", example: "1c0ffee0000000000000000000000000000000000000000000000000000000a1" } };
    }
}
export class BalanceResponse {
    /**
     * Units, confirmed.
     * @example 14900
     */
    balance;
    static _OPENAPI_METADATA_FACTORY() {
        return { balance: { required: true, type: () => Number, description: "Units, confirmed.", example: 14900 } };
    }
}
export class UnspentOutputResponse {
    /** Hex ID of the transaction that made it. */
    txid;
    /**
     * Index among its outputs.
     * @example 1
     */
    vout;
    /**
     * Units.
     * @example 14900
     */
    value;
    /**
     * Block that holds it.
     * @example 2
     */
    height;
    static _OPENAPI_METADATA_FACTORY() {
        return { txid: { required: true, type: () => String, description: "Hex ID of the transaction that made it." }, vout: { required: true, type: () => Number, description: "Index among its outputs.", example: 1 }, value: { required: true, type: () => Number, description: "Units.", example: 14900 }, height: { required: true, type: () => Number, description: "Block that holds it.", example: 2 } };
    }
}
/** @throws InvalidParameter */
export function readHistoryQuery(query) {
    const fields = new QueryFields(query);
    const direction = fields.oneOf('direction', ['received', 'sent', 'all']) ?? 'received';
    fields.orRefuse(() => new InvalidParameter('direction must be received, sent or all'));
    return { direction, order: readOrder(query) };
}
//# sourceMappingURL=wallets.dto.js.map