/** Transitions that no composition takes: what stands in the way, and why they are there all the same. */
export const UNREACHABLE: Readonly<Record<string, string>> = {
  'contactor#power.notClosing/PERMIT/0':
    'entering notClosing faults the connector in the same cascade, and a faulted connector permits ' +
    'nothing. The power path refuses a permit here on its own account, whatever the other side does (S1).',
  'contactor#power.notClosing/REVOKE/0':
    'the fault ends the transaction with OPEN_NOW, and nothing is left that would revoke. Answered as in ' +
    'idle, so that no connector ever waits for ENERGY_OFF in vain.',
  'contactor#power.welded/PERMIT/0':
    'entering welded faults the connector in the same cascade, and a faulted connector permits nothing. ' +
    'The power path refuses a permit here on its own account (S1, S2).',
};
