import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkChange,
  initialConfiguration,
  isInForce,
  nearestAllowed,
  startConfiguration,
} from '../../machines/rules/configuration.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { open } from '../../machines/vocabulary/profiles/open.ts';
import { profileWith } from '../../machines/vocabulary/profiles/profile-with.ts';

const ENERGY = 'Energy.Active.Import.Register';
const KEY_16 = '0123456789abcdefABCDEF0123456789';
const NOT_WHOLE = [
  '',
  ' ',
  '1e3',
  ' 20 ',
  '20 ',
  '+20',
  '0x14',
  '20.0',
  '2_0',
  '٢٠',
  'NaN',
  'Infinity',
  'true',
];
const NOT_BOOLEAN = ['', '1', '0', 'yes', 'wahr', ' true', 'true ', 'tru', 'null'];

/** For each writable key: what it takes (and keeps as), and what it refuses. Limits from the certificate. */
const BOOLEANS = [
  'AllowOfflineTxForUnknownId',
  'AuthorizeRemoteTxRequests',
  'LocalAuthListEnabled',
  'LocalAuthorizeOffline',
  'LocalPreAuthorize',
  'StopTransactionOnEVSideDisconnect',
  'StopTransactionOnInvalidId',
].map((key) => ({
  key,
  accepted: [
    ['true', 'true'],
    ['false', 'false'],
    ['TRUE', 'true'],
    ['False', 'false'],
  ],
  rejected: NOT_BOOLEAN,
}));

const INTEGERS = [
  { key: 'ClockAlignedDataInterval', good: ['0', '60', '900', '86400'], bad: ['-1', '86401'] },
  { key: 'ConnectionTimeOut', good: ['1', '30', '600'], bad: ['0', '-1', '86401'] },
  { key: 'HeartbeatInterval', good: ['10', '30', '60'], bad: ['0', '9', '61', '86400', '-10'] },
  { key: 'MessageTimeout', good: ['1', '30', '300'], bad: ['0', '301'] },
  { key: 'MeterValueSampleInterval', good: ['0', '10', '60'], bad: ['1', '9', '61', '-1'] },
  { key: 'ResetRetries', good: ['0', '3'], bad: ['-1', '101'] },
  { key: 'TransactionMessageAttempts', good: ['1', '3'], bad: ['0', '-1', '101'] },
  { key: 'TransactionMessageRetryInterval', good: ['0', '60', '86400'], bad: ['-1', '86401'] },
  { key: 'WebSocketPingInterval', good: ['0', '60'], bad: ['-1', '86401'] },
  { key: 'SecurityProfile', good: ['0', '1', '2', '3'], bad: ['-1', '4'] },
].map(({ key, good, bad }) => ({
  key,
  accepted: [
    ...good.map((value) => [value, value]),
    [`00${good[0]}`, good[0]!],
    [good[0]!.padStart(500, '0'), good[0]!],
  ],
  rejected: [...bad, ...NOT_WHOLE, '9'.repeat(400), good[0]!.padStart(501, '0')],
}));

const LISTS = [
  'MeterValuesAlignedData',
  'MeterValuesSampledData',
  'StopTxnAlignedData',
  'StopTxnSampledData',
].map((key) => ({
  key,
  accepted: [
    [ENERGY, ENERGY],
    [` ${ENERGY} `, ENERGY],
    ['', ''],
  ],
  rejected: [
    'Voltage',
    `${ENERGY},Voltage`,
    `${ENERGY},${ENERGY}`,
    `${ENERGY},`,
    ',',
    ENERGY.toLowerCase(),
    'Energy.Active.Import.Register.L1',
  ],
}));

const OTHERS = [
  {
    key: 'ConnectorPhaseRotation',
    accepted: [
      ['0.RST,1.RST,2.RTS', '0.RST,1.RST,2.RTS'],
      ['1.Unknown, 2.NotApplicable', '1.Unknown,2.NotApplicable'],
    ],
    rejected: [
      '',
      '3.RST',
      '1.rst',
      '1.RST,1.RST',
      'RST',
      '1.RST;2.RST',
      '01.RST',
      '-1.RST',
      '1.RRR',
      '1.RST,',
    ],
  },
  {
    key: 'AuthorizationKey',
    accepted: [
      [KEY_16, KEY_16.toUpperCase()],
      ['4F43415F4F4354545F61646D696E5F74657374', '4F43415F4F4354545F61646D696E5F74657374'],
      ['A'.repeat(40), 'A'.repeat(40)],
    ],
    rejected: [
      '',
      KEY_16.slice(2),
      'A'.repeat(42),
      'A'.repeat(33),
      `${KEY_16}zz`,
      ` ${KEY_16} `,
      `0x${KEY_16}`,
    ],
  },
  {
    key: 'CpoName',
    accepted: [
      ['Example CPO', 'Example CPO'],
      ['', ''],
    ],
    rejected: ['x'.repeat(65)],
  },
];

const TABLE = [...BOOLEANS, ...INTEGERS, ...LISTS, ...OTHERS];

/** Every run tries the same values; fast-check prints the seed with a counterexample. */
const SEED = { seed: 16 };

describe.each(TABLE)('ChangeConfiguration of $key', ({ key, accepted, rejected }) => {
  it.each(accepted)('accepts "%s" and keeps "%s"', (value, kept) => {
    expect(checkChange(mx007sc, key, value!)).toEqual({ status: 'Accepted', key, value: kept });
  });

  it.each(rejected)('rejects "%s"', (value) => {
    expect(checkChange(mx007sc, key, value)).toMatchObject({ status: 'Rejected' });
  });

  it('knows the key in any case and answers with its proper name', () => {
    const [value] = accepted[0]!;
    expect(checkChange(mx007sc, key.toUpperCase(), value!)).toMatchObject({ status: 'Accepted', key });
    expect(checkChange(mx007sc, key.toLowerCase(), value!)).toMatchObject({ status: 'Accepted', key });
  });
});

describe('checkChange', () => {
  it('has a table row for every writable key of the profile', () => {
    const writable = mx007sc.keys.filter(({ access }) => access !== 'R').map(({ name }) => name);
    expect(TABLE.map(({ key }) => key).sort()).toEqual(writable.sort());
  });

  it.each(
    mx007sc.keys.filter(({ access }) => access === 'R'),
  )('rejects read-only $name, even its own value', (key) => {
    expect(checkChange(mx007sc, key.name, key.initial)).toEqual({
      status: 'Rejected',
      reason: 'is read-only',
    });
  });

  it.each([
    'Testing',
    'MinimumStatusDuration',
    'MaxEnergyOnInvalidId',
    'AuthorizationCacheEnabled',
    '',
    '__proto__',
    'constructor',
  ])('does not support %s', (key) => {
    expect(checkChange(mx007sc, key, 'true').status).toBe('NotSupported');
  });

  it('reads phase rotations by the connectors of the profile', () => {
    expect(checkChange(profileWith(open, { connectors: 3 }), 'ConnectorPhaseRotation', '3.RST').status).toBe(
      'Accepted',
    );
  });

  it('never says the value it refused', () => {
    const keys = mx007sc.keys.map(({ name }) => name);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.stringMatching(/^[0-9a-f]{12,60}$/), (key, value) => {
        const check = checkChange(mx007sc, key, value);
        expect('reason' in check && check.reason.includes(value)).toBe(false);
      }),
      SEED,
    );
  });

  it('accepts what it kept, and keeps it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom('TRUE', 'false', ENERGY, '1.RST'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...mx007sc.keys), text, ({ name }, value) => {
        const check = checkChange(mx007sc, name, value);
        fc.pre(check.status === 'Accepted');
        expect(checkChange(mx007sc, check.key, check.value)).toEqual(check);
      }),
      SEED,
    );
  });
});

describe('startConfiguration', () => {
  it('starts with the profile and nothing secret', () => {
    const start = startConfiguration(mx007sc, []);
    expect(start).toEqual({ configuration: initialConfiguration(mx007sc) });
    expect(Object.keys(initialConfiguration(mx007sc))).not.toContain('AuthorizationKey');
    expect(Object.keys(initialConfiguration(mx007sc))).toHaveLength(mx007sc.keys.length - 1);
  });

  it('lays checked settings over it, the last of a key winning', () => {
    const settings = [
      ['heartbeatinterval', '010'],
      ['LocalPreAuthorize', 'TRUE'],
      ['HeartbeatInterval', '20'],
    ] as const;
    expect(startConfiguration(mx007sc, settings)).toMatchObject({
      configuration: { HeartbeatInterval: '20', LocalPreAuthorize: 'true', ConnectionTimeOut: '60' },
    });
  });

  it.each(['0', '1', '2', '3'])('leaves SecurityProfile %s free', (value) => {
    expect(startConfiguration(mx007sc, [['SecurityProfile', value]])).toMatchObject({
      configuration: { SecurityProfile: value },
    });
  });

  it('tells every mistake in a sentence, and never a secret', () => {
    const start = startConfiguration(mx007sc, [
      ['HeartbeatInterval', '5'],
      ['NumberOfConnectors', '4'],
      ['Testing', '1'],
      ['authorizationkey', KEY_16],
    ]);
    expect(start).toEqual({
      mistakes: [
        'HeartbeatInterval must be from 10 to 60.',
        'NumberOfConnectors is read-only.',
        'Testing is not a configuration key of this station.',
        'AuthorizationKey is a secret: give it in the configuration file or the environment.',
      ],
    });
  });
});

describe('a stored value', () => {
  const start = initialConfiguration(mx007sc);

  it('is in force where the profile takes it', () => {
    expect(isInForce(mx007sc, 'HeartbeatInterval', '20')).toBe(true);
    expect(isInForce(mx007sc, 'ResetRetries', '2')).toBe(true);
  });

  it.each([
    ['HeartbeatInterval', '300'],
    ['NumberOfConnectors', '9'],
    ['Foreign', 'x'],
    ['heartbeatinterval', '20'],
    ['HeartbeatInterval', '020'],
  ])('is not in force where it is not what this profile stores: %s %s', (key, value) => {
    expect(isInForce(mx007sc, key, value)).toBe(false);
  });

  it('of a secret is no configuration value', () => {
    expect(isInForce(mx007sc, 'AuthorizationKey', KEY_16)).toBe(false);
    expect(isInForce(mx007sc, 'AuthorizationKey', KEY_16.toUpperCase())).toBe(false);
  });

  it('is never in force when ChangeConfiguration would refuse it, and always when that stored it', () => {
    const key = fc.constantFrom(...Object.keys(start));
    fc.assert(
      fc.property(key, fc.oneof(fc.string(), fc.integer().map(String)), (name, value) => {
        const check = checkChange(mx007sc, name, value);
        if (check.status !== 'Accepted') expect(isInForce(mx007sc, name, value)).toBe(false);
        else expect(isInForce(mx007sc, check.key, check.value)).toBe(true);
      }),
      SEED,
    );
  });
});

describe('nearestAllowed', () => {
  it.each([
    [mx007sc, 300, 60],
    [mx007sc, 5, 10],
    [mx007sc, 30, 30],
    [open, 300, 300],
    [open, 0, 1],
  ])('clamps a heartbeat interval by the profile (%#)', (profile, wanted, allowed) => {
    expect(nearestAllowed(profile, 'HeartbeatInterval', wanted)).toBe(allowed);
  });

  it('is null for a key that is no number, or absent', () => {
    expect(nearestAllowed(mx007sc, 'CpoName', 1)).toBeNull();
    expect(nearestAllowed(mx007sc, 'MinimumStatusDuration', 1)).toBeNull();
  });
});
