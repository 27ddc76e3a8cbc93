#!/usr/bin/env node
import * as nodeModule from 'node:module';

// An older Node stops at the first type, or at a module that it does not have, with words about those.
const OLDEST = 24;
if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  console.error(`wallchart needs Node ${OLDEST} or later, and this is Node ${process.versions.node}.`);
  process.exit(1);
}

// The command. JavaScript, because what strips types is loaded for any file that is not in the cache yet, and
// main.ts is read before it turns the cache on: 25 ms of each start.
nodeModule.enableCompileCache();
await import('./main.ts');
