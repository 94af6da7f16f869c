import * as openapi from "@nestjs/swagger";
import { BodyFields } from "../../../libs/infrastructure/http/body-fields.js";
import { InvalidRequest } from '../presentation/invalid-request.js';
export class RegisterRequest {
    /**
     * At most 200 characters.
     * @example "Amina Khan"
     */
    full_name;
    /** @example "amina@example.org" */
    email;
    /**
     * National identity number.
     * @example "42101-1234567-1"
     */
    cnic;
    static read(body) {
        const fields = new BodyFields(body);
        const request = {
            fullName: fields.string('full_name') ?? '',
            email: fields.string('email') ?? '',
            cnic: fields.string('cnic') ?? '',
        };
        fields.orRefuse(() => new InvalidRequest('body'));
        return request;
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { full_name: { required: true, type: () => String, description: "At most 200 characters.", example: "Amina Khan" }, email: { required: true, type: () => String, example: "amina@example.org" }, cnic: { required: true, type: () => String, description: "National identity number.", example: "42101-1234567-1" } };
    }
}
export class RegisterResponse {
    /**
     * UUID.
     * @example "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11"
     */
    user_id;
    /** @example "Amina Khan" */
    full_name;
    /** @example "amina@example.org" */
    email;
    /** @example "42101-1234567-1" */
    cnic;
    /**
     * Hex SHA-256 of the wallet's public key.
     * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
     */
    wallet_address;
    /**
     * Hex private key, shown this once. At rest it is sealed.
     * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
     */
    private_key;
    static _OPENAPI_METADATA_FACTORY() {
        return { user_id: { required: true, type: () => String, description: "UUID.", example: "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11" }, full_name: { required: true, type: () => String, example: "Amina Khan" }, email: { required: true, type: () => String, example: "amina@example.org" }, cnic: { required: true, type: () => String, example: "42101-1234567-1" }, wallet_address: { required: true, type: () => String, description: "Hex SHA-256 of the wallet's public key.", example: "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" }, private_key: { required: true, type: () => String, description: "Hex private key, shown this once. At rest it is sealed.", example: "1c0ffee0000000000000000000000000000000000000000000000000000000a1" } };
    }
}
export class RequestOtpRequest {
    /** @example "amina@example.org" */
    email;
    static read(body) {
        const fields = new BodyFields(body);
        const email = fields.string('email') ?? '';
        fields.orRefuse(() => new InvalidRequest('body'));
        return { email };
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { email: { required: true, type: () => String, example: "amina@example.org" } };
    }
}
export class RequestOtpResponse {
    /** @example "amina@example.org" */
    email;
    /**
     * Six digits, valid for 5 minutes, once. A new request makes the earlier code worthless.
     * @example "048213"
     */
    otp;
    static _OPENAPI_METADATA_FACTORY() {
        return { email: { required: true, type: () => String, example: "amina@example.org" }, otp: { required: true, type: () => String, description: "Six digits, valid for 5 minutes, once. A new request makes the earlier code worthless.", example: "048213" } };
    }
}
export class VerifyOtpRequest {
    /** @example "amina@example.org" */
    email;
    /** @example "048213" */
    otp;
    static read(body) {
        const fields = new BodyFields(body);
        const request = { email: fields.string('email') ?? '', code: fields.string('otp') ?? '' };
        fields.orRefuse(() => new InvalidRequest('body'));
        return request;
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { email: { required: true, type: () => String, example: "amina@example.org" }, otp: { required: true, type: () => String, example: "048213" } };
    }
}
export class VerifyOtpResponse {
    /** @example true */
    success;
    /** @example "otp verified" */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean, example: true }, message: { required: true, type: () => String, example: "otp verified" } };
    }
}
//# sourceMappingURL=auth.dto.js.map