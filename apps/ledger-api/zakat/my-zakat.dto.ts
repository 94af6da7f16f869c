import { DebtResponse } from './debts.dto.js';
import { ExemptionResponse } from './exemptions.dto.js';

export class MyZakatResponse {
  /** In the order in which they were declared, settled ones included. */
  debts!: DebtResponse[];

  /** In the order in which they were entered, ended ones included. */
  exemptions!: ExemptionResponse[];
}
