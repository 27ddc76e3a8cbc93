import { describe, expect, it } from 'vitest';
import { assignCard, decideCard, type MayUse, movedPlug } from '../../machines/rules/connector-selection.ts';
import type { StartRight } from '../../machines/rules/reservation.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { CHARGING, connector, FAULTED, UNAVAILABLE } from './station-fixture.ts';

type Changes = Partial<ConnectorSummary>;
const FREE: Changes = {};
const PREPARING: Changes = { status: 'Preparing', session: 'preparing', plugged: true };
const WAITING: Changes = { status: 'Preparing', session: 'awaiting-plug', idTag: 'TAG-A', floating: true };
const finishing = (idTag: string | null): Changes => ({
  status: 'Finishing',
  session: 'finishing',
  plugged: true,
  idTag,
});
const charging = (idTag: string, transaction: number, parentIdTag: string | null = null): Changes => ({
  ...CHARGING,
  idTag,
  transaction,
  parentIdTag,
});
const station = (first: Changes, second: Changes): readonly ConnectorSummary[] => [
  connector(1, first),
  connector(2, second),
];

const anyone: MayUse = () => 'yes';
const anywhere = (): StartRight => ({ allowed: true });
const never =
  (...ids: readonly number[]) =>
  (connectorId: number): StartRight => ({ allowed: !ids.includes(connectorId) });
const start = (connectorId: number, release: number | null = null, reservationId: number | null = null) => ({
  kind: 'start',
  connectorId,
  release,
  reservationId,
});

describe('the first look at a card', () => {
  const decide = (idTag: string, first: Changes, second: Changes, may = anyone) =>
    decideCard(idTag, station(first, second), may);

  it.each<[string, string, Changes, Changes, object]>([
    ['of a running transaction stops it', 'TAG-A', CHARGING, FREE, { kind: 'stop', connectorId: 1 }],
    ['stops in any letter case', 'tag-a', FREE, CHARGING, { kind: 'stop', connectorId: 2 }],
    ['stops with the other one plugged', 'TAG-A', CHARGING, PREPARING, { kind: 'stop', connectorId: 1 }],
    ['on both stops the newest', 'A', charging('A', 9), charging('A', 8), { kind: 'stop', connectorId: 1 }],
    ['on both stops the newest', 'A', charging('A', 8), charging('A', 9), { kind: 'stop', connectorId: 2 }],
    ['that waits for a plug cancels', 'TAG-A', FREE, WAITING, { kind: 'cancel', connectorId: 2 }],
    ['of another driver may replace it', 'TAG-B', WAITING, CHARGING, { kind: 'authorise' }],
    ['with room for it is authorised', 'TAG-B', CHARGING, FREE, { kind: 'authorise' }],
    ['may be of the same parent', 'TAG-B', CHARGING, CHARGING, { kind: 'authorise' }],
    ['may restart where it ended', 'TAG-A', finishing('tag-a'), UNAVAILABLE, { kind: 'authorise' }],
    ['of a stranger restarts nothing', 'TAG-B', finishing('TAG-A'), UNAVAILABLE, { kind: 'ignore' }],
    ['restarts nothing after a timeout', 'TAG-A', finishing(null), FAULTED, { kind: 'ignore' }],
    ['finds nothing that works', 'TAG-A', FAULTED, UNAVAILABLE, { kind: 'ignore' }],
    ['may replace the only one who waits', 'TAG-B', WAITING, UNAVAILABLE, { kind: 'authorise' }],
    ['replaces nobody where it is broken', 'B', { ...WAITING, ...FAULTED }, FAULTED, { kind: 'ignore' }],
    ['restarts nothing that is broken', 'A', { ...finishing('A'), ...FAULTED }, FAULTED, { kind: 'ignore' }],
    ['waits for its own stop', 'A', { session: 'stopping', idTag: 'A' }, FAULTED, { kind: 'ignore' }],
    ['finds all stopping', 'TAG-B', { session: 'stopping' }, { session: 'stopping' }, { kind: 'ignore' }],
  ])('%s', (_, idTag, first, second, expected) => {
    expect(decide(idTag, first, second)).toEqual(expected);
  });

  it('is not authorised for what is reserved for others, unless it may be of the family', () => {
    expect(decide('TAG-B', FREE, UNAVAILABLE, () => 'never')).toEqual({ kind: 'ignore' });
    expect(decide('TAG-B', FREE, UNAVAILABLE, () => 'unless-family')).toEqual({ kind: 'authorise' });
  });
});

describe('an accepted card', () => {
  const assign = (idTag: string, first: Changes, second: Changes, last: number | null = null) =>
    assignCard({ idTag, parentIdTag: 'FAMILY' }, station(first, second), last, anywhere);

  it('of the same parent stops the running transaction, the newest of two', () => {
    expect(assign('B', charging('A', 1, 'family'), FREE)).toEqual({ kind: 'stop', connectorId: 1 });
    expect(assign('B', charging('A', 1, 'FAMILY'), charging('C', 2, 'FAMILY'))).toEqual({
      kind: 'stop',
      connectorId: 2,
    });
  });

  it('without a parent stops nothing of others without one', () => {
    const driver = { idTag: 'B', parentIdTag: null };
    expect(assignCard(driver, station(CHARGING, FREE), null, anywhere)).toEqual(start(2));
  });

  it.each<[string, string, Changes, Changes, number | null, object]>([
    ['no cable: the lowest free one', 'B', FREE, FREE, null, start(1)],
    ['the lowest is taken: the other', 'B', CHARGING, FREE, null, start(2)],
    ['the plugged one before a free one', 'B', FREE, PREPARING, 2, start(2)],
    ['both plugged: the one plugged last', 'B', PREPARING, PREPARING, 2, start(2)],
    ['both plugged: the one plugged last', 'B', PREPARING, PREPARING, 1, start(1)],
    ['the one plugged last is gone', 'B', PREPARING, FREE, 2, start(1)],
    ['its own finishing one', 'A', FREE, finishing('A'), 2, start(2)],
    ['plugged before its own finishing one', 'A', PREPARING, finishing('A'), 2, start(1)],
    ['not its own stopping one', 'A', { session: 'stopping', idTag: 'A' }, FREE, null, start(2)],
    ['not its own broken one', 'A', { ...finishing('A'), ...FAULTED }, FREE, 1, start(2)],
    ['nobody waits where a card charges', 'B', { ...CHARGING, floating: true }, FREE, null, start(2)],
    ["never another's finishing one", 'B', finishing('A'), FREE, 1, start(2)],
    ["never another's finishing one", 'B', finishing('A'), CHARGING, 1, { kind: 'none' }],
    ['replaces the one who waits', 'B', WAITING, FREE, null, start(1)],
    ['replaces the one who waits', 'B', FREE, WAITING, null, start(2)],
    ['plugged: the one who waits elsewhere goes', 'B', WAITING, PREPARING, 2, start(2, 1)],
    ['nothing works', 'B', FAULTED, UNAVAILABLE, null, { kind: 'none' }],
    ['the faulted plugged one is no use', 'B', { ...PREPARING, ...FAULTED }, FREE, 1, start(2)],
    [
      'a remote start that names its connector stays',
      'B',
      { ...WAITING, floating: false },
      FREE,
      1,
      start(2),
    ],
  ])('%s', (_, idTag, first, second, last, expected) => {
    expect(assign(idTag, first, second, last)).toEqual(expected);
  });

  it('leaves alone what is reserved for others, plugged or not, and whoever waits there', () => {
    const driver = { idTag: 'B', parentIdTag: null };
    const at = (first: Changes, second: Changes, right = never(1)) =>
      assignCard(driver, station(first, second), 1, right);
    expect(at(FREE, FREE)).toEqual(start(2));
    expect(at(PREPARING, FREE)).toEqual(start(2));
    expect(at(FREE, CHARGING)).toEqual({ kind: 'none' });
    expect(at(WAITING, CHARGING), 'the one whose reservation it is').toEqual({ kind: 'none' });
    expect(at(WAITING, FREE)).toEqual(start(2, 1));
    expect(at(FREE, FREE, never(1, 2))).toEqual({ kind: 'none' });
  });

  it('goes to the connector that is reserved for it, and uses the reservation', () => {
    const driver = { idTag: 'B', parentIdTag: null };
    const right = (connectorId: number): StartRight =>
      connectorId === 2 ? { allowed: true, reservationId: 7 } : { allowed: true };
    const reserved: Changes = { status: 'Reserved', reservationId: 7 };
    expect(assignCard(driver, station(FREE, reserved), null, right)).toEqual(start(2, null, 7));
    expect(assignCard(driver, station(PREPARING, reserved), 1, right), 'plugged elsewhere').toEqual(start(1));
  });
});

describe('a card for which something is reserved', () => {
  const driver = { idTag: 'B', parentIdTag: null };
  const reserved: Changes = { status: 'Reserved' };

  it('goes where the reservation of the whole station shows, not to the lowest free connector', () => {
    const right = (): StartRight => ({ allowed: true, reservationId: 7 });
    expect(assignCard(driver, station(FREE, reserved), null, right)).toEqual(start(2, null, 7));
  });

  it('goes to its own reserved connector, past one that is reserved and open to it', () => {
    const right = (id: number): StartRight => ({ allowed: true, ...(id === 2 && { reservationId: 7 }) });
    expect(assignCard(driver, station(reserved, reserved), null, right)).toEqual(start(2, null, 7));
  });

  it('has the right that the one who leaves makes room for (5.13)', () => {
    const right = (_: number, leaves: number | null): StartRight =>
      leaves === 1 ? { allowed: true, reservationId: 7 } : { allowed: false };
    expect(assignCard(driver, station(WAITING, PREPARING), 2, right)).toEqual(start(2, 1, 7));
    expect(assignCard(driver, station(FREE, PREPARING), 2, right)).toEqual({ kind: 'none' });
  });
});

describe('a driver who waits and plugs in elsewhere', () => {
  const moved = (first: Changes, second: Changes, right: () => StartRight = anywhere) => {
    const unplugged = [first, second].map((it) => ({ ...it, plugged: false }));
    const move = movedPlug(station(unplugged[0]!, unplugged[1]!), station(first, second), right);
    return move && [move.from.connectorId, move.to.connectorId];
  };

  it.each<[string, Changes, Changes, readonly number[] | null]>([
    ['takes the session along', WAITING, PREPARING, [1, 2]],
    ['takes it down as well', PREPARING, WAITING, [2, 1]],
    ['waits on while nothing is plugged', WAITING, FREE, null],
    [
      'may not leave the connector that a remote start named',
      { ...WAITING, floating: false },
      PREPARING,
      null,
    ],
    ['cannot move to a finishing connector', WAITING, finishing('TAG-A'), null],
    ['cannot move to a faulted one', WAITING, { ...PREPARING, ...FAULTED }, null],
    ['cannot move to one that charges', WAITING, CHARGING, null],
    ['does not exist', PREPARING, FREE, null],
  ])('%s', (_, first, second, expected) => {
    expect(moved(first, second)).toEqual(expected);
  });

  it('takes no cable that was there before he came', () => {
    const both = station(WAITING, PREPARING);
    expect(movedPlug(both, both, anywhere)).toBeNull();
  });

  it('takes the fresh cable, whatever was plugged at other connectors before', () => {
    const before = [connector(1, WAITING), connector(2, CHARGING), connector(3)];
    const after = [connector(1, WAITING), connector(2, CHARGING), connector(3, PREPARING)];
    const move = movedPlug(before, after, anywhere);
    expect([move?.from.connectorId, move?.to.connectorId]).toEqual([1, 3]);
  });

  it('is no driver who charges already, be he free to choose or not', () => {
    expect(moved({ ...CHARGING, floating: true }, PREPARING)).toBeNull();
  });

  it('stays where it is if the other connector is reserved for somebody else', () => {
    expect(moved(WAITING, PREPARING, () => ({ allowed: false }))).toBeNull();
  });
});
