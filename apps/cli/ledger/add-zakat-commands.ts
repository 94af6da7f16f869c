import type { Command } from 'commander';
import { processContext } from '../asking/command-context.js';
import { addApprove } from './zakat/approve.js';
import { addAssess } from './zakat/assess.js';
import { addCalendarCommands } from './zakat/calendar.js';
import { addDebtCommands } from './zakat/debts.js';
import { addExemptionCommands } from './zakat/exemptions.js';
import { addNisabCommands } from './zakat/nisab.js';
import { addPolicyCommands } from './zakat/policy.js';
import { addPoolCommands } from './zakat/pool.js';
import { addReceipt, addVerify } from './zakat/receipt.js';
import { addReturn } from './zakat/return.js';
import { addResume, addRun } from './zakat/run.js';
import { addRuns } from './zakat/runs.js';
import { addShow } from './zakat/show.js';
import { addVoucherCommands } from './zakat/vouchers.js';

/** In the order in which a treasurer needs them. */
const COMMANDS = [
  addPolicyCommands,
  addNisabCommands,
  addCalendarCommands,
  addDebtCommands,
  addExemptionCommands,
  addPoolCommands,
  addAssess,
  addShow,
  addApprove,
  addRun,
  addRuns,
  addResume,
  addReceipt,
  addVerify,
  addVoucherCommands,
  addReturn,
];

const HELP = `
Examples:
  mizan zakat policy set --hawl both_ends --nisab silver
  mizan zakat nisab add --standard silver --grams 612.36 --price 822.27 --source 'State Bank' --as-of 2026-02-10
  mizan zakat assess --period 1447 --hijri 1447-09-01
  mizan zakat show ID --reason DUE
  mizan zakat approve ID
  mizan zakat run ID --wait
  mizan zakat receipt MZ-1447-000001-8 --pdf receipt.pdf

Exit codes beside those of \`mizan --help\`:
  3   of run and resume with --wait: wallets were left outstanding, or failed
  73  the file of a receipt cannot be written, or exists

Environment:
  MIZAN_LEDGER_URL        as --url
  MIZAN_ADMIN_TOKEN       an administrator's token; sent over https, or to this machine
  MIZAN_ADMIN_TOKEN_FILE  a file that holds it, which only its owner may be able to read`;

/** Adds what a treasurer does with the ledger. */
export function addZakatCommands(program: Command): void {
  const group = program
    .command('zakat')
    .description('zakat on the ledger: policy, assessments, runs, receipts, vouchers')
    .addHelpText('after', HELP);
  const context = processContext();
  for (const add of COMMANDS) add(group, context);
}
