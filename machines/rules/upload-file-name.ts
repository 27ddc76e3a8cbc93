import { isoTime } from '../vocabulary/instant.ts';
import type { StationView } from './calls/call.ts';

/** Longer serial numbers are cut: a file name has 255 characters at most (OCPP 1.6 ed.2 6.26). */
const LONGEST_SERIAL = 100;

/** `SERIAL-diagnostics-20261125T122530Z.jsonl`: the same characters on every file system. */
export function uploadFileName(what: 'diagnostics' | 'security-log', { records, at }: StationView): string {
  const serial = records.profile.identity.serialNumber.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  const time = isoTime(at.wall_ms).replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  return `${serial.slice(0, LONGEST_SERIAL)}-${what}-${time}.jsonl`;
}
