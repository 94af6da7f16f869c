import { DatabaseNotConfigured } from "../../kernel/index.js";
import { parseAddress } from "../../wallet/index.js";
import { ReportFailed } from '../reporting.errors.js';
/** How many rows are read at a time while a whole report is streamed. */
const PAGE = 500;
/** Everything the books say of one wallet. */
export class ReportWallet {
    records;
    zakatRecords;
    readBalance;
    log;
    constructor(records, zakatRecords, readBalance, log) {
        this.records = records;
        this.zakatRecords = zakatRecords;
        this.readBalance = readBalance;
        this.log = log;
    }
    /** @throws DatabaseNotConfigured, which comes before anything else that may be wrong with a request */
    available() {
        this.records.available();
    }
    /** @throws DatabaseNotConfigured · InvalidAddress · ReportFailed */
    async execute({ address: text, afterKey, limit, ip }) {
        this.records.available();
        const address = parseAddress(text);
        const totals = await this.attempt(() => this.records.totals(address), 'transactions', 'wallet_report_list_txs_failed', ip);
        const zakatRecords = await this.attempt(() => this.zakatRecords.ofWallet(address), 'zakat records', 'wallet_report_list_zakat_failed', ip);
        const first = await this.attempt(() => this.records.page(address, afterKey, Math.min(PAGE, limit ?? PAGE)), 'transactions', 'wallet_report_list_txs_failed', ip);
        return {
            address,
            balance: await this.readBalance.execute(address),
            totals,
            totalZakat: zakatRecords.reduce((sum, { amountUnits }) => sum + amountUnits, 0n),
            transactions: this.rows(address, first, limit),
            zakatRecords,
        };
    }
    async *rows(address, first, limit) {
        let left = limit ?? Number.POSITIVE_INFINITY;
        for (let page = first; page.length > 0;) {
            yield* page;
            left -= page.length;
            const wanted = Math.min(PAGE, left);
            if (wanted <= 0 || page.length < PAGE)
                return;
            page = await this.records.page(address, page.at(-1).key, wanted);
        }
    }
    async attempt(read, what, type, ip) {
        try {
            return await read();
        }
        catch (cause) {
            if (cause instanceof DatabaseNotConfigured)
                throw cause;
            await this.log.record({ level: 'error', type, message: `failed to list ${what}`, ip });
            throw new ReportFailed(`failed to list ${what}`, { cause });
        }
    }
}
//# sourceMappingURL=report-wallet.js.map