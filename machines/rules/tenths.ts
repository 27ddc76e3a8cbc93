/** Down to the 0.1 A that OCPP knows (1.6 ed.2 7.14), so that rounding never allows more. */
export const downToTenths = (current_A: number): number => Math.floor(current_A * 10 + 1e-6) / 10;
