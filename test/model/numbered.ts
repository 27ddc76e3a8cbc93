const numbers = new WeakMap<object, number>();
const byText = new Map<string, number>();

/** A number that two texts share exactly if they are equal: short keys are fast keys. */
export function numberOfText(text: string): number {
  const known = byText.get(text);
  if (known !== undefined) return known;
  byText.set(text, byText.size);
  return byText.size - 1;
}

/** A number that two immutable objects share exactly if they serialise alike; remembered by identity. */
export function numberOf(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  const number = numberOfText(JSON.stringify(object));
  numbers.set(object, number);
  return number;
}
