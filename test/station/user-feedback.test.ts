import { describe, expect, it } from 'vitest';
import { type VirtualStation, virtualStation } from './virtual-station.ts';

const texts = ({ world }: VirtualStation): readonly string[] =>
  [1, 2].map((id) => world.feedback.shown(id).text);
const buzzer = ({ world }: VirtualStation): string =>
  `${world.feedback.buzzer.pattern} ${world.feedback.buzzer.sounded}`;
const REFUSED = { conf: { idTagInfo: { status: 'Invalid' } } };

describe('what the driver is told on the way through a charge', () => {
  it('says what to do next at each step', async () => {
    const station = await virtualStation();
    expect(texts(station)).toEqual(['Ready: card or cable', 'Ready: card or cable']);
    await station.card('TAG1');
    expect(texts(station)).toEqual(['Plug in the cable', 'Ready: card or cable']);
    expect(buzzer(station)).toBe('short 1');
    await station.plug(1);
    expect(texts(station)[0]).toBe('Charging');
    await station.card('TAG1');
    expect(buzzer(station)).toBe('short 2');
    await station.pass_s(3);
    expect(texts(station)[0]).toBe('Finished: unplug the cable');
    await station.unplug(1);
    expect(texts(station)[0]).toBe('Ready: card or cable');
  });

  it('says for three seconds that a card is refused', async () => {
    const station = await virtualStation();
    station.central.answers('Authorize', () => REFUSED);
    await station.card('TAG1');
    expect(texts(station)).toEqual(['Card refused', 'Card refused']);
    expect(buzzer(station)).toBe('long 1');
    await station.pass_s(3);
    expect(texts(station)).toEqual(['Ready: card or cable', 'Ready: card or cable']);
  });

  it('asks for patience while the central system takes its time, and then refuses offline', async () => {
    const station = await virtualStation();
    station.central.answers('Authorize', () => null);
    await station.card('TAG1');
    expect(texts(station)[0]).toBe('One moment please');
    await station.pass_s(9);
    expect(texts(station)[0]).toBe('Card refused');
  });

  it('confirms that a second swipe cancelled', async () => {
    const station = await virtualStation();
    await station.card('TAG1');
    await station.card('TAG1');
    expect(texts(station)).toEqual(['Cancelled', 'Ready: card or cable']);
    expect(buzzer(station)).toBe('two-short 2');
  });

  it('says that no connector is free', async () => {
    const station = await virtualStation();
    await station.call('ChangeAvailability', { connectorId: 0, type: 'Inoperative' });
    await station.card('TAG1');
    expect(texts(station)).toEqual(['No connector is free', 'No connector is free']);
    expect(buzzer(station)).toBe('long 1');
  });

  it('shows a dead link and the emergency stop', async () => {
    const station = await virtualStation();
    station.socket.peer.refuse = () => ({ status: 503, detail: 'away' });
    station.socket.peer.close();
    await station.pass_s(1);
    expect(texts(station)).toEqual(['Ready, offline', 'Ready, offline']);
    station.world.pressEmergencyStop(true);
    await station.pass_ms(0);
    expect(texts(station)).toEqual(['Emergency stop pressed', 'Emergency stop pressed']);
  });

  it('says that the station restarts, and is ready again afterwards', async () => {
    const station = await virtualStation();
    await station.call('Reset', { type: 'Soft' });
    expect(texts(station)).toEqual(['Restarting', 'Restarting']);
    await station.pass_s(10);
    expect(texts(station)).toEqual(['Ready: card or cable', 'Ready: card or cable']);
  });
});
