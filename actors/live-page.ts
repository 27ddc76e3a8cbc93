import { StateMachine } from 'xstate';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { Route } from '../drivers/http-server/route.ts';
import { redact } from '../drivers/log/redaction.ts';
import { registry as allMachines, type Registry } from '../machines/registry.ts';
import { Feed } from '../visualizations/live/feed.ts';
import type { StationAbout } from '../visualizations/live/frames.ts';
import { pageRoutes } from '../visualizations/live/page-routes.ts';
import { Recorder } from '../visualizations/live/recorder.ts';

/** What plays an edge log, in browsers too: nothing that it imports needs Node. */
export const REPLAY = new URL('./edge-log-recording.ts', import.meta.url);

type Shown = {
  readonly about: StationAbout;
  readonly status: () => Promise<unknown>;
  /** What `GET /bench` answers; null where the board is no bench. */
  readonly bench: () => unknown;
};

/** The live page: it hears what the station does, and shows it to whoever asks. */
export class LivePage {
  readonly recorder: Recorder;
  readonly #clock: StationClock;

  /** @param failed told when the page's recorder failed: it shows nothing new from then on. */
  constructor(clock: StationClock, failed: (error: unknown) => void) {
    this.#clock = clock;
    this.recorder = new Recorder({ now: () => clock.now() });
    this.recorder.onFailure = failed;
  }

  routes({ about, status, bench }: Shown, registry: Registry = allMachines): readonly Route[] {
    const feed = new Feed({
      recorder: this.recorder,
      about,
      clock: this.#clock,
      redact: (value) => redact(value),
      status: async () => ({ status: await status(), bench: bench() }),
    });
    return pageRoutes(
      feed,
      Object.values(registry).filter((it) => it instanceof StateMachine),
      REPLAY,
    );
  }
}
