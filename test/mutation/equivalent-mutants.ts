/** In `notClosing` no permit can be in force: its entry drops it, and PERMIT changes nothing there. */
const NO_PERMIT = 'The permit is 0 already: dropped on entry, and PERMIT is not taken in this state.';
const BOTH_REFUSE =
  'This candidate and the next do nothing but refuse: which of the two does so is the same.';
const UNPLUGGED =
  'Taken only while unplugged, and Preparing goes on to Available at once then, without actions.';
const PLUGGED =
  'The next candidate leads to awaitingPlug with the same actions, which goes on to the transaction.';
const BEATS =
  'Heartbeats are on in this state, and whatever turns them off leads to deciding: it leads back here.';
const NOT_READ = 'Whether it was accepted before is asked only when the actor starts.';

const NO_OUTCOME = 'Without an outcome of its own an update that is concluded counts as InstallationFailed.';

/**
 * Mutants that no check can kill because they behave as the machine does: each with the reason. An entry
 * whose mutant is killed, or does not exist, fails the run.
 */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'contactor#power.notClosing/on REVOKE[0][0 setPermit] drop action': NO_PERMIT,
  'contactor#power.notClosing/on OPEN_NOW[0][0 setPermit] drop action': NO_PERMIT,
  'connector#session.idle/on REMOTE_START[0] swap guards': BOTH_REFUSE,
  'connector#session.preparing/on REMOTE_START[0] swap guards': BOTH_REFUSE,
  'connector#session.finishing/on REMOTE_START[0] swap guards': BOTH_REFUSE,
  'connector#session.backInService/on REMOTE_START[0] swap guards': BOTH_REFUSE,
  'connector#session.authorising/on CALL_ANSWERED[2] drop transition': PLUGGED,
  'connector#session.authorising/on CALL_FAILED[1] drop transition': PLUGGED,
  'connector#session.authorising/after authorizeTimeout[0] drop transition': PLUGGED,
  'connector#session.finishing/always[0] to preparing retarget': UNPLUGGED,
  'connector#session.finishing/always[1] to preparing retarget': UNPLUGGED,
  'connector#session.backInService/always[0] to preparing retarget': UNPLUGGED,
  'connector#session.backInService/always[1] to preparing retarget': UNPLUGGED,
  'connector#groundFault.tripped/on CABLE_UNPLUGGED[0] to .waiting retarget':
    'The tries were forgotten in the same transition, so that deciding leads to waiting.',
  'connector#availability.operative/on SET_AVAILABILITY[0] swap guards':
    'Scheduled without a transaction goes on to inoperative at once; with one, both lead to scheduled.',
  'transaction#running.sampling.waiting/after sampleInterval[0] to deciding retarget':
    'Samples are on in this state, and a change of the key leads to deciding: it leads back here.',
  'ocpp-connection#registration.registering/on CALL_ANSWERED[1] to deciding retarget':
    'The acceptance was noted in the same transition, so that deciding leads to accepted.',
  'ocpp-connection#registration.registering/on CALL_ANSWERED[1][noteAccepted] drop action': NOT_READ,
  'ocpp-connection#registration.accepted.quiet/on EXCHANGE[0] to deciding retarget': BEATS,
  'ocpp-connection#registration.accepted.quiet/on CALL_FAILED[0] to deciding retarget': BEATS,
  'charge-point-certificate#storing/on COMMITTED[0] to deciding retarget':
    'The request that was just stored is an untold one, so that deciding leads to telling at once.',
  'firmware-update#deciding/always[0][0 noteStatus] drop action':
    'The context begins with this status; after an update that was installed both are answered with Idle.',
  'firmware-update#deciding/always[5][0 noteOutcome] drop action': NO_OUTCOME,
  'firmware-update#outOfService.installing.running/on INSTALL_ENDED[3][0 noteOutcome] drop action':
    NO_OUTCOME,
  'firmware-update#outOfService.installing.running/after installTimeout[0][0 noteOutcome] drop action':
    NO_OUTCOME,
  'firmware-update#installScheduled.waiting/on ALARM[0][noteInstallDue] drop action':
    'Whether it is due is asked only before this state, and of another update anew.',
  'firmware-update#outOfService.clearing.waiting/always[0] to deciding retarget':
    'No transaction runs then, so that deciding leads to empty at once, without actions.',
  'contactor#vehicle.present/on PILOT[5] drop transition':
    'What no candidate here takes (E, F) the region takes, and it leads to the same state by the same exits.',
};
