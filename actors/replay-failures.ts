import type { MemoryStorage } from '../drivers/storage/memory-storage.ts';
import type { Envelope } from './envelope.ts';
import type { Ports } from './ports.ts';

/** Whether the n-th of the results named failed, by the log. */
const failuresOf = (envelopes: readonly Envelope[], done: string, failed: string): readonly boolean[] =>
  envelopes
    .map(({ event }) => event.type)
    .filter((type) => type === done || type === failed)
    .map((type) => type === failed);

/**
 * Lets storage fail where the log says that it did: results come in the order of what they are results of.
 * @returns what stands between the machines and the ports.
 */
export function replayFailures(
  envelopes: readonly Envelope[],
  storage: MemoryStorage,
): (ports: Ports) => Ports {
  const commits = failuresOf(envelopes, 'COMMITTED', 'COMMIT_FAILED').values();
  const acknowledgements = failuresOf(envelopes, 'ACKNOWLEDGED', 'ACKNOWLEDGE_FAILED').values();
  const perform = (fails: boolean | undefined, act: () => void): void => {
    storage.full = fails === true;
    act();
    storage.full = false;
  };
  return (ports) => ({
    ...ports,
    commit: (actor, request) => perform(commits.next().value, () => ports.commit(actor, request)),
    queueEffect: (effect) =>
      perform(effect.type === 'acknowledge' && acknowledgements.next().value === true, () =>
        ports.queueEffect(effect),
      ),
  });
}
