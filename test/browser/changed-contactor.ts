import { registerHooks } from 'node:module';

/** Loaded before a station (`--import`): its contactor has one more state than the one that was drawn. */
const OPEN = "open: {\n          description: 'Main contacts open.'";

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/machines/contactor.ts')) return loaded;
    const source = String(loaded.source);
    if (!source.includes(OPEN)) throw new Error('the contactor has no such state any more');
    const added = "added: { description: 'Not in any picture.', meta: { waitsFor: '' } },";
    return { ...loaded, source: source.replace(OPEN, `${added} ${OPEN}`) };
  },
});
