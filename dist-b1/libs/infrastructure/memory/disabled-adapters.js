import { DatabaseNotConfigured } from "../../kernel/index.js";
import { SystemLogs, TransactionRecords } from "../../reporting/index.js";
import { WalletDirectory } from "../../wallet/index.js";
import { ZakatRecords, ZakatRuns } from "../../zakat/index.js";
/** What needs a database and has none says so, as the specification documents for a server without one. */
function refuse() {
    throw new DatabaseNotConfigured();
}
export class DisabledTransactionRecords extends TransactionRecords {
    available = refuse;
    totals = async () => refuse();
    page = async () => refuse();
}
export class DisabledZakatRecords extends ZakatRecords {
    ofWallet = async () => refuse();
}
export class DisabledZakatRuns extends ZakatRuns {
    unfinished = async () => refuse();
    begin = async () => refuse();
    totals = async () => refuse();
    charged = async () => refuse();
    complete = async () => refuse();
}
export class DisabledWalletDirectory extends WalletDirectory {
    page = async () => refuse();
}
/** Takes entries and keeps none: the process log still has them. Reading is refused. */
export class DisabledSystemLogs extends SystemLogs {
    available = refuse;
    recent = async () => refuse();
    async record() { }
}
//# sourceMappingURL=disabled-adapters.js.map