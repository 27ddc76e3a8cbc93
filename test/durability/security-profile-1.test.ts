import { describe, expect, it } from 'vitest';
import { CentralSystem } from './central-system.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

const KEY_A = '00ff10a0b1c2d3e4f50a3a5c7e8f9001a2b3c4d5';
const KEY_B = 'ffeeddccbbaa99887766554433221100';
const KEY_C = '0123456789abcdef0123456789abcdef';
const bytes = (key: string): Buffer => Buffer.from(key, 'hex');
const admitting = (key: string) => (password: Buffer | undefined) => password?.equals(bytes(key)) === true;

const nameOf = (password: Buffer | undefined): string =>
  ['A', 'B', 'C'].find((_, n) => password?.equals(bytes([KEY_A, KEY_B, KEY_C][n]!))) ?? 'none';

function station(central: CentralSystem, data: string): StationProcess {
  const options = ['--http', '127.0.0.1:0', '--csms', central.url, '--data', data];
  return new StationProcess([...options, '--set', 'SecurityProfile=1'], {
    WALLCHART_AUTHORIZATION_KEY: KEY_A,
  });
}

const booted = (central: CentralSystem) =>
  central.next((it) => it.kind === 'answered' && it.call.action === 'BootNotification');
const connected = (central: CentralSystem) => central.next((it) => it.kind === 'connected');
const change = (central: CentralSystem, value: string) =>
  central.station?.call('ChangeConfiguration', { key: 'AuthorizationKey', value });

describe('security profile 1 (whitepaper 2.3, A00) against a central system that checks the password', () => {
  it('connects with the bytes of its key, and after a change with those of the new one', async () => {
    const central = await CentralSystem.start();
    central.admits = admitting(KEY_A);
    const [accepted, data] = [booted(central), dataDirectory()];
    const first = await station(central, data).ready();
    await accepted;

    // TC_073: the answer comes first, then the station connects anew.
    central.admits = admitting(KEY_B);
    const again = connected(central);
    expect(await change(central, KEY_B)).toEqual({ status: 'Accepted' });
    await again;
    expect(central.passwords).toEqual([bytes(KEY_A), bytes(KEY_B)]);

    // The key of the central system outlives the process; the one it was started with does not come back.
    await first.kill();
    const later = connected(central);
    await station(central, data).ready();
    await later;
    expect(central.passwords).toEqual([bytes(KEY_A), bytes(KEY_B), bytes(KEY_B)]);
  });

  it('comes back with the last key that was accepted, whatever it was told since, also after a power cut', {
    timeout: 60_000,
  }, async () => {
    const central = await CentralSystem.start();
    central.admits = admitting(KEY_A);
    const [accepted, data] = [booted(central), dataDirectory()];
    const first = await station(central, data).ready();
    await accepted;
    // Two keys on one connection, and the central system keeps neither.
    await change(central, KEY_B);
    await change(central, KEY_C);
    await first.kill();
    const again = connected(central);
    await station(central, data).ready();
    await again;
    const tried = central.passwords.map(nameOf);
    expect(tried).toEqual(['A', 'C', 'A']);
  });

  it('shows the previous key in turns with the new one that is refused with 401', {
    timeout: 60_000,
  }, async () => {
    const central = await CentralSystem.start();
    central.admits = admitting(KEY_A);
    const accepted = booted(central);
    await station(central, dataDirectory()).ready();
    await accepted;
    // The central system forgets what it has just set: only the old key opens the door, at the third knock.
    central.admits = (password) => central.passwords.length >= 4 && admitting(KEY_A)(password);
    const again = connected(central);
    await change(central, KEY_B);
    await again;
    const tried = central.passwords.map(nameOf);
    expect(tried).toEqual(['A', 'B', 'A', 'B', 'A']);
  });
});
