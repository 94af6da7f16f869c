import * as openapi from "@nestjs/swagger";
export class HealthResponse {
    /** @example "ok" */
    status;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: true, type: () => String, example: "ok" } };
    }
}
export class ReadinessResponse {
    status;
    /** @example "embedded" */
    database;
    /** Whether this process accepts writes; another one may hold the writer's lock. */
    writer;
    /**
     * Height of the highest block.
     * @example 2
     */
    height;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: true, enum: ["unavailable", "ready"] }, database: { required: true, example: "embedded", enum: ["embedded", "postgres", "none", "unreachable"] }, writer: { required: true, type: () => Boolean, description: "Whether this process accepts writes; another one may hold the writer's lock." }, height: { required: false, type: () => Number, description: "Height of the highest block.", example: 2 } };
    }
}
//# sourceMappingURL=health.dto.js.map