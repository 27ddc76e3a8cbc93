import type * as v from 'valibot';

/** The feature profile an action belongs to (OCPP 1.6 ed.2 3.3); the whitepaper's actions form `Security`. */
export type FeatureProfile =
  | 'Core'
  | 'FirmwareManagement'
  | 'LocalAuthListManagement'
  | 'Reservation'
  | 'SmartCharging'
  | 'RemoteTrigger'
  | 'Security';

/** Who may send the request: the central system (CS), the charge point (CP), or either. */
export type Direction = 'CS>CP' | 'CP>CS' | 'both';

/** A valibot schema of a payload: synchronous, and what it accepts it leaves as it was. */
export type PayloadSchema = v.GenericSchema<object>;

/** One OCPP action: the shapes of its two payloads, who sends the request, and where the norm says so. */
export type MessageDefinition = {
  readonly action: string;
  readonly profile: FeatureProfile;
  readonly direction: Direction;
  readonly clause: string;
  readonly request: PayloadSchema;
  readonly confirmation: PayloadSchema;
};

/** Keeps the exact types of a definition while checking that it is one. */
export const defineMessage = <const D extends MessageDefinition>(definition: D): D => definition;

/**
 * A payload as the rest of the station sees it: nobody changes a message that was received or is to be sent.
 */
type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

export type RequestOf<D extends MessageDefinition> = Immutable<v.InferOutput<D['request']>>;
export type ConfirmationOf<D extends MessageDefinition> = Immutable<v.InferOutput<D['confirmation']>>;
