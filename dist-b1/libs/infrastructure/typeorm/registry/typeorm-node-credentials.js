import { NodeCredentials } from "../../../node-registry/index.js";
export class TypeormNodeCredentials extends NodeCredentials {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async ownerOf({ scheme, hex }) {
        const [row] = await this.database.query('SELECT node_id FROM node_credentials WHERE public_key = $1 AND scheme = $2', [Buffer.from(hex, 'hex'), scheme]);
        return row?.node_id;
    }
    async sealedSecretOf(nodeId) {
        const [row] = await this.database.query('SELECT sealed_secret FROM node_credentials WHERE node_id = $1', [nodeId]);
        return row?.sealed_secret ?? undefined;
    }
}
//# sourceMappingURL=typeorm-node-credentials.js.map