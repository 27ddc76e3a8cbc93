import { type MakeSigningRequest, makeSigningRequest } from '../../drivers/certificates/signing-request.ts';

/** Key pairs of the station, made for real; virtual time waits while one is being made. */
export class Keys {
  readonly #underway = new Set<Promise<unknown>>();

  readonly make: MakeSigningRequest = (subject) => {
    const made = makeSigningRequest(subject);
    this.#underway.add(made);
    const ended = (): void => void this.#underway.delete(made);
    made.then(ended, ended);
    return made;
  };

  async settled(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }
}
