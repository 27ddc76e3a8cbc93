import { describe, expect, it } from 'vitest';
import { initialConfiguration } from '../../machines/rules/configuration.ts';
import {
  booleanOf,
  ConfigurationError,
  hasKey,
  integerOf,
  listOf,
} from '../../machines/rules/configuration-values.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';

const records = { configuration: initialConfiguration(mx007sc) };

describe('reading configuration values', () => {
  it('gives numbers, booleans and lists', () => {
    expect(integerOf(records, 'HeartbeatInterval')).toBe(60);
    expect(booleanOf(records, 'LocalAuthListEnabled')).toBe(true);
    expect(booleanOf(records, 'LocalPreAuthorize')).toBe(false);
    expect(listOf(records, 'MeterValuesSampledData')).toEqual(['Energy.Active.Import.Register']);
    expect(listOf(records, 'StopTxnSampledData')).toEqual([]);
    expect(listOf(records, 'SupportedFileTransferProtocols')).toEqual(['FTP', 'FTPS', 'HTTP', 'HTTPS']);
  });

  it.each([integerOf, booleanOf, listOf])('names the key that the station does not have (%#)', (read) => {
    expect(() => read(records, 'MinimumStatusDuration')).toThrow(ConfigurationError);
    expect(() => read(records, 'MinimumStatusDuration')).toThrow(/MinimumStatusDuration/);
    expect(() => read(records, 'MinimumStatusDuration')).toThrow(
      expect.objectContaining({ name: 'ConfigurationError' }),
    );
  });

  it('names the key that is of another type', () => {
    expect(() => integerOf(records, 'LocalPreAuthorize')).toThrow(/LocalPreAuthorize/);
    expect(() => integerOf(records, 'CpoName')).toThrow(/CpoName/);
    expect(() => booleanOf(records, 'HeartbeatInterval')).toThrow(/HeartbeatInterval/);
    for (const CpoName of ['12 Ltd', 'Ltd 12', '1.5', ''])
      expect(() => integerOf({ configuration: { CpoName } }, 'CpoName')).toThrow(/CpoName/);
  });

  it('tells whether a key exists', () => {
    expect(hasKey(records, 'CpoName')).toBe(true);
    expect(hasKey(records, 'MinimumStatusDuration')).toBe(false);
  });
});
