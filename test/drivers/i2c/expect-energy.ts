import { expect } from 'vitest';

/** Of outlet 1 of the reference chips, 240 V and 30 A, a tick more or less: what was found lies around it. */
export function expectEnergy({ least, most }: { readonly least: number; readonly most: number }): void {
  expect(least).toBeLessThanOrEqual(7201);
  expect(most).toBeGreaterThanOrEqual(7199);
}
