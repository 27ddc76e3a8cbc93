#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Most of a cold start is reading and stripping files: what was compiled once is kept.
enableCompileCache();
const { run } = await import('./command.ts');
await run();
