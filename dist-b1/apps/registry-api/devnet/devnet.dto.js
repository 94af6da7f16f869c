var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi from "@nestjs/swagger";
import { BodyFields } from "../../../libs/infrastructure/http/body-fields.js";
import { parseFlop } from "../../../libs/node-registry/index.js";
import { ApiProperty } from '@nestjs/swagger';
const MAX_BLOCKS = 200;
const MAX_DECIMALS_READ = 16;
export class FaucetRequest {
    /** Any address of the devnet, such as that of a node's wallet. */
    address;
    /** FLOP, at least 0.01. */
    amount;
    static _OPENAPI_METADATA_FACTORY() {
        return { address: { required: true, type: () => String, description: "Any address of the devnet, such as that of a node's wallet." }, amount: { required: true, type: () => Object, description: "FLOP, at least 0.01." } };
    }
}
__decorate([
    ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }], example: 500 }),
    __metadata("design:type", Object)
], FaucetRequest.prototype, "amount", void 0);
export class FaucetResponse {
    txid;
    static _OPENAPI_METADATA_FACTORY() {
        return { txid: { required: true, type: () => String } };
    }
}
export class MineRequest {
    blocks;
    static _OPENAPI_METADATA_FACTORY() {
        return { blocks: { required: true, type: () => Number } };
    }
}
__decorate([
    ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_BLOCKS, example: 6 }),
    __metadata("design:type", Number)
], MineRequest.prototype, "blocks", void 0);
export class MineResponse {
    /** Of the new tip. */
    height;
    static _OPENAPI_METADATA_FACTORY() {
        return { height: { required: true, type: () => Number, description: "Of the new tip." } };
    }
}
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], MineResponse.prototype, "height", void 0);
export class DevnetAddressResponse {
    address;
    static _OPENAPI_METADATA_FACTORY() {
        return { address: { required: true, type: () => String } };
    }
}
/** @throws ValidationFailed, then InvalidAmount */
export function readFaucet(body) {
    const fields = new BodyFields(body).require('address', 'amount');
    const address = fields.string('address');
    const amount = fields.decimal('amount', MAX_DECIMALS_READ);
    fields.orList();
    return { address: address, amountUnits: parseFlop(amount) };
}
/** @throws ValidationFailed */
export function readMine(body) {
    const fields = new BodyFields(body).require('blocks');
    const blocks = fields.integer('blocks');
    if (blocks !== undefined && (blocks < 1n || blocks > MAX_BLOCKS))
        fields.reportField('blocks', { msg: `Input should be from 1 to ${MAX_BLOCKS}`, type: 'value_error' });
    fields.orList();
    return Number(blocks);
}
//# sourceMappingURL=devnet.dto.js.map