import { floorDivide } from "../../kernel/index.js";
/** 2.5 % as a ratio of whole numbers: no rate of money is ever a float. */
export const ZAKAT_RATE = { numerator: 25n, denominator: 1000n };
/** Zakat on `balance`, in units, rounded down: what is left of a unit stays with the owner. */
export function assessZakat(balance) {
    return floorDivide(balance * ZAKAT_RATE.numerator, ZAKAT_RATE.denominator);
}
//# sourceMappingURL=assess-zakat.js.map