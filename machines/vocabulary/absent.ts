const ABSENT = Symbol('absent port');

/**
 * A port that a machine declares and the glue provides. Called unprovided it throws; the machine lint finds
 * it.
 */
export function absentPort<P>(name: string): (args: unknown, params: P) => void {
  const port = (): void => {
    throw new Error(`port ${name} is absent: provide it before the machine starts`);
  };
  return Object.assign(port, { [ABSENT]: name });
}

export const isAbsent = (implementation: unknown): boolean =>
  typeof implementation === 'function' && ABSENT in implementation;
