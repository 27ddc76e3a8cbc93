import { type Instant, type IsoTime, isoTime } from '../machines/vocabulary/instant.ts';
import { isOnline, type LinkSummary } from '../machines/vocabulary/summary.ts';

/** How the link is, for people, and since when: `connected` is not accepted yet. */
export class LinkWatch {
  state: 'offline' | 'connected' | 'online' = 'offline';
  since: IsoTime | null = null;

  see(link: LinkSummary, { wall_ms }: Instant): void {
    const state = !link.connected ? 'offline' : isOnline(link) ? 'online' : 'connected';
    if (this.since === null || state !== this.state) this.since = isoTime(wall_ms);
    this.state = state;
  }
}
