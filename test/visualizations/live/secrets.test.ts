import { describe, expect, it } from 'vitest';
import { REPLAY } from '../../../actors/live-page.ts';
import { redact } from '../../../drivers/log/redaction.ts';
import { Feed } from '../../../visualizations/live/feed.ts';
import type { Frame } from '../../../visualizations/live/frames.ts';
import { emptySavedPage } from '../../../visualizations/live/saved-page.ts';
import { eventStream } from '../../../visualizations/page/event-stream.ts';
import { Recording } from '../../../visualizations/page/recording.ts';
import { withRecording } from '../../../visualizations/page/saved-page.ts';
import { liveRig } from './live-rig.ts';

const PLANTED = '00112233445566778899AABBCCDDEEFF';

describe('secrets and the live page', () => {
  it('never sends an AuthorizationKey, in whatever way it came, and exports none', async () => {
    const rig = await liveRig();
    const sent: string[] = [];
    const feed = new Feed({
      recorder: rig.page.recorder,
      about: { identity: 'CP', software: 'test', bench: true, demo: true },
      clock: rig.clock,
      redact: (value) => redact(value),
      status: async () => ({ status: { AuthorizationKey: PLANTED }, bench: null }),
    });
    const watch = () =>
      feed.open({
        write: (bytes) => void sent.push(Buffer.from(bytes).toString()),
        backlog_bytes: 0,
        end: () => {},
        onClose: () => {},
      });
    watch();
    rig.call('ChangeConfiguration', { key: 'AuthorizationKey', value: PLANTED });
    rig.call('ChangeConfiguration', { key: 'AUTHORIZATIONKEY', value: PLANTED.toLowerCase() });
    await rig.advance(60_000);
    watch();
    await rig.advance(2_000);

    const recording = new Recording();
    const take = eventStream((data) => {
      const frame: Frame = JSON.parse(data);
      if (frame.kind === 'hello') recording.begin(frame.base, frame.items);
      else if (frame.kind === 'status') recording.status(frame);
      else if (frame.kind !== 'dropped') recording.add(frame);
    });
    for (const text of sent) take(text);
    const template = await emptySavedPage({ drawings: '{}', replay: REPLAY.href });
    const saved = withRecording(template, recording.toLines(null));
    expect(saved).toContain('ChangeConfiguration');
    const bytes = `${sent.join('')}${recording.toLines(null)}${saved}`;
    expect(bytes).toMatch(/ChangeConfiguration/);
    expect(bytes).toMatch(/\[secret\]/);
    expect(bytes.toLowerCase()).not.toContain(PLANTED.toLowerCase());
  });
});
