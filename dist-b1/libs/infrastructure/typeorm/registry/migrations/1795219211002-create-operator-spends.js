/** Payments out of Core's wallet that the registry did not make, which the house pays. */
export class CreateOperatorSpends1795219211002 {
    async up(runner) {
        await runner.query(`
      CREATE TABLE operator_spends (
        txid          text PRIMARY KEY,
        outflow       bigint NOT NULL CHECK (outflow >= 0),
        counted       boolean NOT NULL,
        confirmations integer NOT NULL,
        final         boolean NOT NULL DEFAULT false,
        created_at    timestamptz NOT NULL
      )`);
        await runner.query('CREATE INDEX operator_spends_open ON operator_spends (txid) WHERE NOT final');
    }
    async down(runner) {
        await runner.query('DROP TABLE operator_spends');
    }
}
//# sourceMappingURL=1795219211002-create-operator-spends.js.map