import { appendFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import {
  CHANGE,
  CHANGED_KEY,
  isMeant,
  KILL_POINT,
  type KillPoint,
  LAST_WORDS_FILE,
  type LastWords,
  nameOf,
  PLANTED_BUG,
  type Point,
} from './kill-point.ts';

/**
 * The real station with its real drivers, which ends itself with SIGKILL at one point (KILL_POINT), after it
 * has written what it was about to do (LAST_WORDS_FILE). It is the program `wallchart` and nothing else; only
 * the methods through which everything durable and everything sent must go are watched, from outside: the
 * program has no place for this. PLANTED_BUG leaves out what the order of storing and sending depends on.
 */
enableCompileCache();
const { SqliteStorage } = await import('../../../drivers/storage/sqlite-storage.ts');
const { WsCsmsSocket } = await import('../../../drivers/csms-socket/ws-csms-socket.ts');
const { run } = await import('../../../actors/command.ts');

const killPoint = JSON.parse(process.env[KILL_POINT] ?? 'null') as KillPoint | null;
const plantedBug = process.env[PLANTED_BUG];
let reached = 0;

function pass(point: Point, message: string, sequence: number | null): void {
  if (killPoint?.point !== point || !(point === 'anywhere' || isMeant(killPoint, message))) return;
  reached += 1;
  if (reached < killPoint.nth) return;
  const words: LastWords = { point, message, sequence };
  appendFileSync(process.env[LAST_WORDS_FILE]!, JSON.stringify(words));
  process.kill(process.pid, 'SIGKILL');
}

type Row = { readonly message: string; readonly sequence: number | null };
/** What the transaction under way is for: messages and a change that are stored, or an answer. */
let storing: { readonly kind: 'commit' | 'acknowledge'; readonly rows: readonly Row[] } | null = null;
/** The COMMIT that a planted bug left out. */
let owed = false;

const { exec } = DatabaseSync.prototype;
const lastSequence = (database: DatabaseSync): number =>
  Number(database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").get()?.seq ?? 0);
const isLeftOut = (): boolean =>
  (plantedBug === 'send before commit' && storing?.kind === 'commit') ||
  (plantedBug === 'acknowledgement stored late' && storing?.kind === 'acknowledge');

DatabaseSync.prototype.exec = function (sql: string): void {
  if (sql === 'BEGIN IMMEDIATE' && owed) {
    owed = false;
    exec.call(this, 'COMMIT');
  }
  if (sql !== 'COMMIT') return exec.call(this, sql);
  const { kind = 'commit', rows = [] } = storing ?? {};
  // Those of a commit have just got the last numbers; changes have none and stand in front.
  const last = lastSequence(this);
  const stored = rows.map(({ message, sequence }, n) =>
    kind === 'acknowledge' || message === CHANGE
      ? { message, sequence }
      : { message, sequence: last - (rows.length - 1 - n) },
  );
  const before = kind === 'commit' ? 'uncommitted' : 'unstored';
  for (const { message, sequence } of stored) pass(before, message, sequence);
  pass('anywhere', 'COMMIT', null);
  if (isLeftOut()) owed = true;
  else exec.call(this, 'COMMIT');
  if (kind === 'commit') for (const { message, sequence } of stored) pass('committed', message, sequence);
};

/** Runs `body`, of whose transaction `what` is known. */
function during(what: typeof storing, body: () => void): void {
  storing = what;
  try {
    body();
  } finally {
    storing = null;
  }
}

type Stores = (typeof SqliteStorage)['prototype'];
let storage: Stores | null = null;
const { commit, acknowledge } = SqliteStorage.prototype;
SqliteStorage.prototype.commit = function (this: Stores, changes, messages, at): void {
  storage = this;
  const changed = changes.some((it) => it.type === 'configuration-set' && it.key === CHANGED_KEY);
  const rows = [
    ...(changed ? [{ message: CHANGE, sequence: null }] : []),
    ...messages.map(({ action, payload }) => ({ message: nameOf(action, payload), sequence: null })),
  ];
  during({ kind: 'commit', rows }, () => commit.call(this, changes, messages, at));
};
SqliteStorage.prototype.acknowledge = function (this: Stores, sequence, changes, at): void {
  const message = this.messages().find((it) => it.sequence === sequence)?.message;
  const rows = message ? [{ message: nameOf(message.action, message.payload), sequence }] : [];
  const learnt = plantedBug === 'acknowledgement lost' ? [] : changes;
  during({ kind: 'acknowledge', rows }, () => acknowledge.call(this, sequence, learnt, at));
};

const { send } = WsCsmsSocket.prototype;
WsCsmsSocket.prototype.send = function (this: InstanceType<typeof WsCsmsSocket>, text: string): void {
  const [kind, , action, payload] = JSON.parse(text) as [number, string, string, object];
  const head = storage?.head('transaction');
  if (
    kind === 2 &&
    head?.message.action === action &&
    (action !== 'MeterValues' || 'transactionId' in payload)
  )
    pass('unsent', nameOf(action, payload), head.sequence);
  pass('anywhere', kind === 2 ? action : 'an answer', null);
  send.call(this, text);
};

await run();
