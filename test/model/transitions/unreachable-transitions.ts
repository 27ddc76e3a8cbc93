/** Transitions that no composition takes: what stands in the way, and why they are there all the same. */
export const UNREACHABLE: Readonly<Record<string, string>> = {
  'connector#session.stopping.halting.neverBegun/POWER_FAULT/0':
    'nothing starts before the contactor of the last session is seen open, so ENERGY_OFF answers REVOKE in ' +
    'the same cascade. Kept: the connector does not rely on that to go down.',
  'connector#session.stopping.halting.neverBegun/@always/0':
    'as POWER_FAULT there: it is left in the cascade that enters it.',
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
