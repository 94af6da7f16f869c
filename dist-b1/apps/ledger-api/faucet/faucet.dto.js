import * as openapi from "@nestjs/swagger";
import { BodyFields } from "../../../libs/infrastructure/http/body-fields.js";
import { DomainError } from "../../../libs/kernel/index.js";
import { InvalidRequest } from '../presentation/invalid-request.js';
export class FundFieldsRequired extends DomainError {
    kind = 'invalid';
    code = 'fields_required';
    constructor() {
        super('address and positive amount are required');
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { kind: { required: true, type: () => Object, default: "invalid", enum: ["invalid"] }, code: { required: true, type: () => Object, default: "fields_required", enum: ["fields_required"] } };
    }
}
export class FundRequest {
    /**
     * Address to fund, 64 hex characters.
     * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
     */
    address;
    /**
     * A positive integer that is recorded; what is minted is always 15000 units.
     * @example 15000
     */
    amount;
    /** @throws InvalidRequest, then FundFieldsRequired */
    static read(body) {
        const fields = new BodyFields(body);
        const address = fields.string('address') ?? '';
        const amount = fields.integer('amount') ?? 0n;
        fields.orRefuse(() => new InvalidRequest('body'));
        if (!address || amount <= 0n)
            throw new FundFieldsRequired();
        return { address, amount };
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { address: { required: true, type: () => String, description: "Address to fund, 64 hex characters.", example: "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" }, amount: { required: true, type: () => Number, description: "A positive integer that is recorded; what is minted is always 15000 units.", example: 15000 } };
    }
}
export class FundResponse {
    /** @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" */
    address;
    /**
     * As requested.
     * @example 15000
     */
    amount;
    /** Hex hash of the block that holds the reward. */
    block_hash;
    static _OPENAPI_METADATA_FACTORY() {
        return { address: { required: true, type: () => String, example: "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" }, amount: { required: true, type: () => Number, description: "As requested.", example: 15000 }, block_hash: { required: true, type: () => String, description: "Hex hash of the block that holds the reward." } };
    }
}
//# sourceMappingURL=faucet.dto.js.map