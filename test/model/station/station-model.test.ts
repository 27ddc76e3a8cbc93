import { describe, expect, it } from 'vitest';
import { registry } from '../../../machines/registry.ts';
import { explore, report } from '../explorer.ts';
import { ExploredStation } from './explored-station.ts';
import { STATION_COMPOSITIONS } from './station-compositions.ts';

/** A model that grows beyond this is cut, not waited for. */
const MOST_STATES = 150_000;

describe('the whole station, every order of events: its properties hold in every reachable state', () => {
  for (const composition of STATION_COMPOSITIONS)
    it(`${composition.name}: ${composition.scope[0]}`, { timeout: 240_000 }, () => {
      const found = explore(new ExploredStation({ ...composition, registry }), { most: MOST_STATES });
      console.log(report(found));
      expect(found.violation).toBeNull();
      expect(found.complete).toBe(true);
    });
});
