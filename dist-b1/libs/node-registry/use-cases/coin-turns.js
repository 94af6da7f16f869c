import { SerialQueue } from '../model/serial-queue.js';
/** One at a time: choosing coins, broadcasting with the booking that belongs to it, and comparing the books with Core. */
export class CoinTurns extends SerialQueue {
}
//# sourceMappingURL=coin-turns.js.map