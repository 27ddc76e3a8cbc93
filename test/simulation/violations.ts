/** What was violated, when (ms of the run), and how. */
export type Violation = { readonly property: string; readonly at_ms: number; readonly words: string };

/** Where watchers bring what they see. */
export type Report = (property: string, words: string) => void;
