/**
 * What a vehicle takes from the duty cycle of the pilot (SAE J1772, vehicle side).
 * @param duty 0 to 1
 * @returns A; null: no current is offered
 */
export function vehicleReading_A(duty: number): number | null {
  const percent = duty * 100;
  if (percent < 8 || percent > 97) return null;
  if (percent < 10) return 6;
  if (percent <= 85) return percent * 0.6;
  return percent <= 96 ? (percent - 64) * 2.5 : 80;
}
