/**
 * Error codes of a CALLERROR (OCPP-J 1.6 4.2.3). `OccurenceConstraintViolation` and `FormationViolation` keep
 * the spelling of the specification on the wire.
 */
export const OCPP_ERROR_CODES = [
  'NotImplemented',
  'NotSupported',
  'InternalError',
  'ProtocolError',
  'SecurityError',
  'FormationViolation',
  'PropertyConstraintViolation',
  'OccurenceConstraintViolation',
  'TypeConstraintViolation',
  'GenericError',
] as const;
export type OcppErrorCode = (typeof OCPP_ERROR_CODES)[number];
