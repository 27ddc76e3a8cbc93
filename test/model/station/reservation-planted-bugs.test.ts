import { describe, expect, it, vi } from 'vitest';
import { registry } from '../../../machines/registry.ts';
import type * as Rules from '../../../machines/rules/reservation.ts';
import { type Exploration, explore } from '../explorer.ts';
import { ExploredStation } from './explored-station.ts';
import { STATION_COMPOSITIONS } from './station-compositions.ts';

const planted = vi.hoisted(() => ({ bug: '' as '' | 'hasty' | 'blind' }));
// Rules are no machines: what is not in the registry is planted in its module.
vi.mock('../../../machines/rules/reservation.ts', async (original) => {
  const rules = await original<typeof Rules>();
  const hasty: typeof rules.waitingStationReservations = (view) => {
    const connectors = view.connectors.map((it) =>
      it.session === 'authorising' ? { ...it, session: 'awaiting-plug' as const } : it,
    );
    return rules.waitingStationReservations(planted.bug === 'hasty' ? { ...view, connectors } : view);
  };
  const blind: typeof rules.mayStart = (question, view) =>
    planted.bug === 'blind' ? { allowed: true } : rules.mayStart(question, view);
  return { ...rules, waitingStationReservations: hasty, mayStart: blind };
});

function exploring(name: string, bug: typeof planted.bug): Exploration['violation'] {
  planted.bug = bug;
  const composition = STATION_COMPOSITIONS.find((it) => it.name === name)!;
  return explore(new ExploredStation({ ...composition, registry }), { most: 100_000 }).violation;
}

describe('a bug that is planted in the rules of reservations is found (S8)', () => {
  it('a reservation of connector 0 used by a remote start that may be refused (the rules had this)', () => {
    const violation = exploring('reserved from afar', 'hasty');
    expect(violation).toMatchObject({
      property: 'S8',
      words: 'something is reserved, and of 1 drivers of connector 0 there is room for 0',
    });
    expect(violation?.trace.map(({ label }) => label)).toEqual([
      'pilot A (connector 1)',
      'pilot A (connector 2)',
      'online',
      'pilot B (connector 2)',
      'ReserveNow 2: connector 0 for B',
      'stored: answer (charge-point)',
      'RemoteStart B',
      'stored: answer (charge-point)',
      'ReserveNow 1: connector 1 for A',
    ]);
  });

  it('the last free connector for anybody, although connector 0 is reserved', () => {
    expect(exploring('reserved station', 'blind')).toMatchObject({
      property: 'S8',
      words: 'B takes connector 2, the last one, and connector 0 is reserved',
    });
  });
});
