import ElkModule from 'elkjs/lib/elk.bundled.js';
import type { Layout } from './layout.ts';

/** elkjs is CommonJS whose types claim a default export: Node gives the class itself, others wrap it. */
const ElkClass: unknown = typeof ElkModule === 'function' ? ElkModule : Reflect.get(ElkModule, 'default');

/** The engine in this thread. */
export const newElk = (): Layout => new (ElkClass as new () => Layout)();
