import { readFileSync } from 'node:fs';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import type { DemoCentralSystem } from '../drivers/demo-central-system/demo-central-system.ts';
import type { Route } from '../drivers/http-server/route.ts';
import type { BenchControls } from './boards/opened-board.ts';
import { edgeLogRoutes } from './edge-log-file.ts';
import type { LivePage } from './live-page.ts';
import type { StatusView } from './status-view.ts';
import type { Technician } from './technician.ts';

type Parts = {
  readonly options: Pick<StationOptions, 'identity' | 'edgeLog'>;
  readonly status: StatusView;
  readonly page: LivePage;
  /** null: the board is hardware. */
  readonly bench: BenchControls | null;
  /** null: the central system is elsewhere. */
  readonly demo: Pick<DemoCentralSystem, 'routes'> | null;
  readonly technician: Technician;
};

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** All that the station answers over HTTP. Without a bench and a demo central system it only reads. */
export function httpRoutes({ options, status, page, bench, demo, technician }: Parts): readonly Route[] {
  const about = {
    identity: options.identity,
    software: `wallchart ${version}`,
    bench: bench !== null,
    demo: demo !== null,
    edgeLog: options.edgeLog !== null,
  };
  return [
    ...status.routes,
    ...page.routes({ about, status: () => status.status(), bench: () => bench?.view() ?? null }),
    ...edgeLogRoutes(options),
    ...(bench?.routes((key, value) => technician.changeConfiguration(key, value)) ?? []),
    ...(demo?.routes ?? []).map(
      (it): Route => ({ ...it, handle: ({ params, body }) => it.handle(params, body) }),
    ),
  ];
}
