import type { Secret } from '../../machines/vocabulary/secret.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import type { BoardDescription } from '../reference-board/board-description.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Paths of PEM files that are imported once into the data directory. */
export type CertificateFiles = {
  readonly centralSystemRoot: readonly string[];
  readonly manufacturerRoot: readonly string[];
  readonly chargePoint: { readonly certificate: string; readonly key: string } | null;
};

/** Where inspectors connect, and what they may. */
export type InspectOptions = {
  /** A loopback address. */
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** They may send events to actors. */
  readonly events: boolean;
  /** Origin of a page elsewhere that may connect; null: of none. */
  readonly origin: string | null;
};

/** All that a station is started with; every value is checked. */
export type StationOptions = {
  /** Base URL of the central system; null: the demo central system in this process. */
  readonly csms: string | null;
  readonly identity: string;
  /** The data directory. */
  readonly data: string;
  readonly board: string;
  /** Of a hardware board that differs from the one of that name; null: it is the one. */
  readonly boardDescription: BoardDescription | null;
  /** With the connectors and the name plate that were asked for. */
  readonly profile: StationProfile;
  /** Start values of every configuration key but the secrets, `--set` included. */
  readonly configuration: Readonly<Record<string, string>>;
  /** As hexadecimal digits; null: none given. */
  readonly authorizationKey: Secret<string> | null;
  /** null: no HTTP server. Port 0: a free one. */
  readonly http: { readonly host: string; readonly port: number } | null;
  /** What a client of the bench must present on other than loopback addresses; null: only loopback. */
  readonly benchToken: Secret<string> | null;
  readonly certificates: CertificateFiles;
  readonly log: LogLevel;
  /** Where every input is written for a replay; null: nowhere. */
  readonly edgeLog: string | null;
  /** null: no inspector. */
  readonly inspect: InspectOptions | null;
};

/** An option as text, and where it was given, as the start of a sentence about it. */
export type Given = { readonly text: string; readonly from: string };

export const OPTION_NAMES = [
  'config',
  'csms',
  'identity',
  'data',
  'board',
  'board-description',
  'profile',
  'connectors',
  'http',
  'log',
  'edge-log',
  'inspect',
  'inspect-events',
  'inspect-origin',
] as const;
export type OptionName = (typeof OPTION_NAMES)[number];

/** What the command line or the configuration file gave, not looked at yet. */
export type GivenOptions = {
  readonly values: { readonly [Name in OptionName]?: Given };
  readonly settings: readonly (readonly [key: string, value: string])[];
  readonly mistakes: readonly string[];
};
