import { describe, expect, it } from 'vitest';
import { edgeLogRecording } from '../../../actors/edge-log-recording.ts';
import { actorState, livingActors } from '../../../visualizations/live/living-actors.ts';
import { isEdgeLog, recordingOf } from '../../../visualizations/page/recording-lines.ts';
import { recordedStation } from '../../station/recorded-station.ts';

async function chargedStation() {
  const recorded = recordedStation();
  const { station } = recorded;
  await station.booted();
  await station.charge(1, '04A1');
  return recorded;
}

describe('an edge log as a recording for the page', () => {
  it('ends where the actors of the station stood, with every input of the log', async () => {
    const { station, log } = await chargedStation();
    const { lines, differences } = await edgeLogRecording(log());
    expect(differences).toEqual([]);
    const { recording } = recordingOf(lines);
    const living = [...livingActors(station.station.root!)];
    const states = (entries: readonly (readonly [string, unknown])[]) =>
      JSON.parse(
        JSON.stringify(entries.map(([id, state]) => [id, (state as { value: unknown }).value]).sort()),
      );
    expect(states(Object.entries(recording.last.actors))).toEqual(
      states(living.map(([id, ref]) => [id, actorState(ref)])),
    );
    const inputs = recording.entries.flatMap(({ item }) =>
      item.kind === 'cascade' && item.seq !== null ? [item.seq] : [],
    );
    expect(inputs).toEqual(log().envelopes.map(({ seq }) => seq));
    const sent = recording.entries.filter(({ item }) => item.kind === 'wire').map(({ action }) => action);
    expect(sent).toContain('StartTransaction');
  });

  it('is told by the page from a recording, which it opens as it is', async () => {
    const { text, log } = await chargedStation();
    expect(isEdgeLog(text())).toBe(true);
    expect(isEdgeLog((await edgeLogRecording(log())).lines)).toBe(false);
    expect(isEdgeLog('')).toBe(false);
  });
});
