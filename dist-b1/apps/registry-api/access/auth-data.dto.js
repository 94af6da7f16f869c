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
import { ApiProperty } from '@nestjs/swagger';
/** The older way to sign a request, in its body; see the head of this document. */
export class AuthData {
    /** Hex HMAC-SHA-256 of `message`, with the secret that registration gave out. */
    signature;
    /** Unix seconds, the same as in `message`. */
    timestamp;
    /** The six lines that are signed. */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { signature: { required: true, type: () => String, description: "Hex HMAC-SHA-256 of `message`, with the secret that registration gave out." }, timestamp: { required: true, type: () => Object, description: "Unix seconds, the same as in `message`." }, message: { required: true, type: () => String, description: "The six lines that are signed." } };
    }
}
__decorate([
    ApiProperty({ pattern: '^[0-9a-fA-F]{64}$' }),
    __metadata("design:type", String)
], AuthData.prototype, "signature", void 0);
__decorate([
    ApiProperty({ oneOf: [{ type: 'integer' }, { type: 'string' }] }),
    __metadata("design:type", Object)
], AuthData.prototype, "timestamp", void 0);
//# sourceMappingURL=auth-data.dto.js.map