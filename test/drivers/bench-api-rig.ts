import { type BenchHooks, benchRoutes } from '../../drivers/bench/bench-api.ts';
import type { LinkState } from '../../drivers/bench/bench-link.ts';
import type { BenchState } from '../../drivers/bench/bench-view.ts';
import { ClockOffset } from '../../drivers/bench/clock-offset.ts';
import { HttpServer } from '../../drivers/http-server/http-server.ts';
import { makeBench } from './bench-rig.ts';
import { type Answer, ask } from './http-client.ts';

/** The bench behind a real HTTP server on a free loopback port. */
export async function serveBench() {
  const bench = makeBench();
  const offset = new ClockOffset(bench.clock);
  const calls: string[] = [];
  let link: LinkState = 'up';
  const hooks: BenchHooks = {
    linkState: () => link,
    setLink: (state) => {
      link = state;
    },
    clockOffset_ms: () => offset.now_ms,
    setClockOffset: (offset_ms) => offset.set(offset_ms),
    changeConfiguration: async (key, value) => {
      calls.push(`${key}=${value}`);
      return { status: key === 'HeartbeatInterval' ? 'Accepted' : 'NotSupported' };
    },
    orderInstallation: (ordered) => calls.push(`installation ${ordered}`),
    cutPower: () => calls.push('power cut'),
  };
  const errors: unknown[] = [];
  const server = new HttpServer({
    routes: benchRoutes(bench.world, hooks),
    onError: (error) => errors.push(error),
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const request = (method: string, path: string, body?: unknown): Promise<Answer> =>
    ask(port, method, path, body === undefined ? {} : { body: JSON.stringify(body) });
  return {
    ...bench,
    calls,
    errors,
    request,
    /** The state of the bench, as anyone sees it. */
    state: async () => (await request('GET', '/bench')).json as BenchState,
    /** A call that must succeed, and the bench state that it answers. */
    post: async (path: string, body?: unknown) => {
      const answer = await request('POST', path, body);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
      return answer.json as BenchState;
    },
    stop: async () => {
      await server.close();
      bench.board.stop();
    },
  };
}

export type ServedBench = Awaited<ReturnType<typeof serveBench>>;
