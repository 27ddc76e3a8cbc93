import { describe, expect, it } from 'vitest';
import { registry } from '../../machines/registry.ts';
import { statesOf } from '../machine-lint/machine-parts.ts';
import { CONNECTOR_COMPOSITIONS } from './compositions/connector-dimensions.ts';
import { ExploredConnector } from './compositions/connector-model.ts';
import { explore, report } from './explorer.ts';
import { figuresOnPage } from './figures.ts';

/** A model that grows beyond this is cut, not waited for. */
const MOST_STATES = 120_000;
const entered = new Set<string>();

describe('one connector, every order of events: S1 and S2 hold in every reachable state', () => {
  for (const composition of CONNECTOR_COMPOSITIONS)
    it(`${composition.name}: ${composition.scope[1]}`, { timeout: 120_000 }, () => {
      const model = new ExploredConnector({ ...composition, registry });
      const found = explore(model, { most: MOST_STATES });
      console.log(report(found));
      for (const id of model.entered) entered.add(id);
      expect(found.violation).toBeNull();
      expect(found.complete).toBe(true);
      const { name } = composition;
      const { states, edges, depth } = found;
      // If this differs: npm run check:models -- --write
      expect(figuresOnPage({ section: 'connector', name })).toEqual({ states, edges, depth });
    });

  it('enters every state in which the four machines can rest, but one', () => {
    const { contactor, connector, transaction, rfidSession } = registry;
    const roots = [contactor.root, connector.root, transaction.root, rfidSession.root];
    const ids = roots.flatMap((root) => statesOf(root)).map(({ id }) => id);
    expect(ids.filter((id) => !entered.has(id))).toEqual([
      // Left in the macrostep that enters them.
      'connector.session.deciding',
      'connector.session.released',
      'connector.groundFault.tripped.deciding',
      'connector.availability.deciding',
      'transaction.beginning',
      'transaction.running.sampling.deciding',
      'rfid-session.deciding',
    ]);
  });
});
