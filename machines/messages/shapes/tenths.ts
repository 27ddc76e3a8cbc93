import * as v from 'valibot';

/** 0.3 / 0.1 is 2.9999999999999996: this much tolerance lets every multiple through and nothing else. */
const TOLERANCE = 1e-6;

function isTenths(value: number): boolean {
  const tenths = value / 0.1;
  return Number.isFinite(tenths) && Math.abs(Math.round(tenths) - tenths) <= TOLERANCE;
}

/** A number with at most one decimal: `limit` and `minChargingRate`, in A or W (OCPP 1.6 ed.2 7.13, 7.14). */
export const tenths = v.pipe(v.number(), v.check(isTenths, 'must be a multiple of 0.1'));
