import type { DemoCentralSystem } from '../drivers/demo-central-system/demo-central-system.ts';
import type { Route } from '../drivers/http-server/route.ts';

/** What the demo central system answers on the station's own HTTP server; nothing if there is none. */
export const demoRoutes = (demo: DemoCentralSystem | null): readonly Route[] =>
  (demo?.routes ?? []).map((route) => ({
    ...route,
    handle: ({ params, body }) => route.handle(params, body),
  }));
