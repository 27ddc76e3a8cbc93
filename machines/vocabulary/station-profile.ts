/** The type of one OCPP configuration key: what it holds, what it accepts, what it starts with. */
export type KeyDefinition = {
  readonly name: string;
  readonly access: 'R' | 'RW' | 'W';
  readonly initial: string;
  readonly value:
    | { readonly kind: 'boolean' }
    | {
        readonly kind: 'integer';
        readonly min: number;
        readonly max: number;
        /** Accepted besides the range (0 for "off"). */
        readonly also?: readonly number[];
      }
    /** Comma-separated list; an empty text is the empty list. */
    | { readonly kind: 'list'; readonly items: readonly string[]; readonly maxItems: number }
    | { readonly kind: 'text'; readonly maxLength: number }
    /** 16..20 bytes as hexadecimal digits (whitepaper 7, AuthorizationKey). */
    | { readonly kind: 'hex'; readonly minBytes: number; readonly maxBytes: number }
    /** One item a connector, `0.RST` style (OCPP 1.6 ed.2 9.1.5). */
    | { readonly kind: 'phase-rotation' };
};

/** What a key holds. */
export type KeyValue = KeyDefinition['value'];

/** What a station is certified for, as data: every limit, key range and refusal is read from here. */
export type StationProfile = {
  readonly name: string;
  /** Certificate lines that allow another number of connectors than the profile's own. */
  readonly connectors: { readonly count: number; readonly configurable: boolean };
  readonly identity: {
    readonly vendor: string;
    readonly model: string;
    readonly serialNumber: string;
    readonly firmwareVersion: string;
    readonly meterType: string;
    readonly meterSerialNumber: string;
  };
  readonly featureProfiles: readonly string[];
  readonly rating_A: number;
  readonly supplyVoltage_V: number;
  readonly fixedCable: boolean;
  readonly keys: readonly KeyDefinition[];
  readonly limits: {
    readonly getConfigurationMaxKeys: number;
    readonly localAuthListMaxLength: number;
    readonly sendLocalListMaxLength: number;
    readonly chargeProfileMaxStackLevel: number;
    readonly chargingScheduleMaxPeriods: number;
    readonly maxChargingProfilesInstalled: number;
    readonly stopTransactionMaxMeterValues: number;
    readonly outboxBudget: number;
  };
  readonly features: {
    readonly signedFirmwareOnly: boolean;
    readonly reserveConnectorZero: boolean;
    readonly chargingRateUnits: readonly ('A' | 'W')[];
    readonly authorizationCache: boolean;
  };
  /** The certificate's lines SEC-1 to SEC-4. */
  readonly security: {
    /** Security profiles of the whitepaper the station has; 0 (none) is always there. */
    readonly profiles: readonly number[];
    /** TLS 1.2 cipher suites by their OpenSSL names, the preferred one first. */
    readonly cipherSuites: readonly string[];
  };
};

/** The connectors of a station: 1 to N. Connector 0 is the station itself. */
export const connectorIds = ({ profile }: { readonly profile: StationProfile }): readonly number[] =>
  Array.from({ length: profile.connectors.count }, (_, index) => index + 1);

/** A station profile that contradicts itself, or that was asked for something it does not allow. */
export class StationProfileError extends Error {
  override name = 'StationProfileError';
  /** Each mistake as one sentence. */
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}
