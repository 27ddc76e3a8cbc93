import type { Fault } from '../../machines/vocabulary/status.ts';
import { spaced } from './words.ts';

/** What a fault means for a person in front of the station, and what can be done about it. */
const BY_SOURCE: Readonly<Record<string, string>> = {
  weld:
    'The contactor is welded: its contacts stay closed without command. No current is offered until they ' +
    'are seen open: switch off the supply and replace the contactor.',
  'not-closing':
    'The contactor does not close: it did not follow its coil. Unplug the cable to try again; if it stays ' +
    'so, the contactor or its coil needs service.',
  overcurrent: 'The vehicle draws more than it is offered. Unplug the cable to try again.',
  'emergency-stop': 'The emergency stop is pressed. Release it to go on.',
  pilot: 'The control pilot is lost: check cable and pilot wire.',
  diode: 'The pilot shows no vehicle diode: the cable or the vehicle is defective. Unplug it.',
  ventilation: 'The vehicle asks for ventilation (state D), which this station does not have.',
  meter: 'The energy meter does not answer: without a reading no charge begins.',
  'meter-lost': 'The energy meter stopped answering during the charge. Unplug the cable to try again.',
  overheated: 'It is too hot to charge: waits until it has cooled down.',
  temperature: 'It is hot: the current is lowered until it has cooled down.',
  'rfid-reader': 'The card reader does not answer: cards cannot be used, a remote start can.',
  internal: 'The software of this part failed and was started anew.',
  reset: 'The hardware does not come back from its reset.',
};
const BY_CODE: Readonly<Record<string, string>> = {
  GroundFailure: 'Current leaks to earth (ground fault): check cable and vehicle, then unplug.',
  OverCurrentFailure: 'The overcurrent protection has tripped.',
  OverVoltage: 'The supply voltage is too high.',
  UnderVoltage: 'The supply voltage is too low.',
  HighTemperature: 'It is too hot inside.',
  ConnectorLockFailure: 'The lock of the connector does not work.',
  EVCommunicationError: 'Vehicle and station do not understand each other.',
  PowerMeterFailure: 'The energy meter failed.',
  PowerSwitchFailure: 'The contactor failed.',
  ReaderFailure: 'The card reader failed.',
  LocalListConflict: 'The local list and the central system disagree about a card.',
  WeakSignal: 'The radio signal is weak.',
};

/** One fault in plain words; its code and what is known beside that in brackets. */
export function faultSentence({ errorCode, source, info }: Fault): string {
  const cause = source.replace(/^station /, '');
  const words = BY_SOURCE[cause] ?? BY_CODE[errorCode] ?? `${spaced(errorCode)}.`;
  const known = [errorCode, ...(info === undefined ? [] : [info])].join(': ');
  return `${source === cause ? '' : 'The whole station: '}${words} (${known})`;
}
