/**
 * A module whose imports name others by `wallchart:` and an id; in a list, it comes after the modules that it
 * imports.
 */
export type LinkedModule = { readonly id: string; readonly text: string };

/** Where a module is imported: its name, with an id of letters, digits, dots, dashes and slashes. */
const IMPORTED = /'wallchart:([\w./@-]+)'/g;

/** What a saved page plays an edge log with. */
export type SavedReplay = {
  readonly modules: readonly LinkedModule[];
  /** Id of the one to import. */
  readonly entry: string;
  /** The program of the worker: no module, for a page of a file may start no other worker. */
  readonly worker: string;
};

/** Makes modules out of texts, without a server. @returns the address of each by its id. */
export function blobModules(modules: readonly LinkedModule[]): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const { id, text } of modules) {
    const linked = text.replaceAll(IMPORTED, (_, imported) => `'${addresses.get(imported)}'`);
    addresses.set(id, URL.createObjectURL(new Blob([linked], { type: 'text/javascript' })));
  }
  return addresses;
}
