/**
 * What ports bring about by themselves: a log must hold exactly what the replay brings about, in its order.
 */
export const CONSEQUENCES: ReadonlySet<string> = new Set([
  ...['COMMITTED', 'COMMIT_FAILED', 'STORED', 'REQUEST', 'ACKNOWLEDGED', 'ACKNOWLEDGE_FAILED', 'LIMIT'],
  ...['START_ANSWERED', 'CALL_ANSWERED', 'CALL_FAILED', 'QUEUE_EMPTY', 'RESERVATIONS_CHANGED'],
  'LOCAL_LIST_CONTRADICTED',
]);
