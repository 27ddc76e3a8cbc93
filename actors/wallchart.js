#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// The command. JavaScript, because what strips types is loaded for any file that is not in the cache yet, and
// main.ts is read before it turns the cache on: 25 ms of each start.
enableCompileCache();
await import('./main.ts');
