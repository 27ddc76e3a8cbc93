const part = (id: string): Element | null => document.querySelector(`script[id="${id}"]`);

/** What stands in a saved page under this id; null in the page of a station. */
export const savedText = (id: 'recording' | 'machines' | 'replay'): string | null =>
  part(id)?.textContent ?? null;

/** The page stands in a file of its own, with one recording. */
export const isSavedPage = (): boolean => part('recording') !== null;
