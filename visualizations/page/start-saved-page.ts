import { blobModules } from './blob-modules.ts';

/** What a saved page begins with: its modules stand in it as text. Written into the page, with its import. */
const text = document.getElementById('modules')?.textContent ?? '';
await import(blobModules(JSON.parse(text)).get('visualizations/page/main.ts') ?? '');
