import * as openapi from "@nestjs/swagger";
export class SystemLogResponse {
    /** @example "42" */
    id;
    level;
    /** @example "otp_generated" */
    type;
    /** @example "a one-time password was made" */
    message;
    /** @example "127.0.0.1" */
    ip;
    /** @example "2026-11-21T20:15:00.000Z" */
    timestamp;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, example: "42" }, level: { required: true, enum: ["error", "info", "warn"] }, type: { required: true, type: () => String, example: "otp_generated" }, message: { required: true, type: () => String, example: "a one-time password was made" }, ip: { required: true, type: () => String, example: "127.0.0.1" }, timestamp: { required: true, type: () => String, example: "2026-11-21T20:15:00.000Z" } };
    }
}
export class SystemLogsResponse {
    logs;
    static _OPENAPI_METADATA_FACTORY() {
        return { logs: { required: true, type: () => [SystemLogResponse] } };
    }
}
//# sourceMappingURL=logs.dto.js.map