/**
 * `createServer` of `node:http`, without the rest: an `import` evaluates every export of that module, its
 * browser-like WebSocket and with it the whole HTTP client of Node among them, which takes longer than all
 * else of a server's start (25 ms instead of 4).
 */
export const { createServer } = process.getBuiltinModule('node:http');
