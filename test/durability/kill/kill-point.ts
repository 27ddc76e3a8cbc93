/**
 * The four windows of a message on its way (S3, S4), and in each the very point at which the process dies.
 * All but `unanswered` are in the station's process, which ends itself there; at `unanswered` the central
 * system ends it, when the message has arrived and nothing was answered.
 */
export const WINDOW_OF = {
  /** Everything is written, and the COMMIT is the next statement. */
  uncommitted: 'before commit',
  /** The COMMIT has returned, and nothing else has happened. */
  committed: 'between commit and send',
  /** The frame is made, and the next thing would be to hand it to the socket. */
  unsent: 'between commit and send',
  unanswered: 'between send and answer',
  /** The answer was read, its consequences are written, and the COMMIT is the next statement. */
  unstored: 'between answer and its storing',
  /** Before the n-th COMMIT or frame of the process, whatever it is about. */
  anywhere: 'anywhere',
} as const;

export type Point = keyof typeof WINDOW_OF;
export type Window = (typeof WINDOW_OF)[Point];

/** What a stored configuration change is called here: the CALL that asked for it. */
export const CHANGE = 'ChangeConfiguration';
/** The configuration key that the traffic changes. */
export const CHANGED_KEY = 'ConnectionTimeOut';

/** Where a life ends: at the `nth` time that `point` is reached by a message of this kind. */
export type KillPoint = {
  readonly point: Point;
  /** The action; of a StopTransaction with its reason behind a blank, if that is to be a certain one. */
  readonly message: string;
  readonly nth: number;
};

/** What the process writes before it ends itself. */
export type LastWords = {
  readonly point: Point;
  readonly message: string;
  /** The row of the message in the outbox; null for what is none. */
  readonly sequence: number | null;
};

/** A message as kill points name it: `StopTransaction PowerLoss`. */
export const nameOf = (action: string, payload: object): string =>
  action === 'StopTransaction' ? `${action} ${'reason' in payload ? payload.reason : 'Local'}` : action;

export const isMeant = ({ message }: KillPoint, name: string): boolean =>
  name === message || name.startsWith(`${message} `);

/** Environment variables of the process to be killed. */
export const KILL_POINT = 'TEST_KILL_POINT';
export const LAST_WORDS_FILE = 'TEST_LAST_WORDS';
export const PLANTED_BUG = 'TEST_PLANTED_BUG';
export type PlantedBug = 'send before commit' | 'acknowledgement stored late' | 'acknowledgement lost';
