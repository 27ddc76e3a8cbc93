type IdTagInfo = { readonly status: string; readonly parentIdTag?: string };

/** The idTagInfo of a validated answer, or null where it has none. */
export const idTagInfoOf = (conf: object): IdTagInfo | null =>
  'idTagInfo' in conf ? (conf.idTagInfo as IdTagInfo) : null;

/** The idTagInfo of a validated Authorize.conf (OCPP 1.6 ed.2 6.2), or null for any other event. */
export const authorizeAnswer = (event: { type: string; conf?: object }): IdTagInfo | null =>
  event.type === 'CALL_ANSWERED' && event.conf ? idTagInfoOf(event.conf) : null;

type BootAnswer = { readonly status: string; readonly interval: number; readonly currentTime: string };
/** A validated BootNotification.conf (OCPP 1.6 ed.2 6.4), or null for any other event. */
export const bootAnswer = (event: { type: string; action?: string; conf?: object }): BootAnswer | null =>
  event.type === 'CALL_ANSWERED' && event.action === 'BootNotification' ? (event.conf as BootAnswer) : null;

/** The currentTime of a validated Heartbeat.conf or BootNotification.conf. */
export const timeAnswer = (event: { type: string; conf?: object }): string =>
  event.conf && 'currentTime' in event.conf ? String(event.conf.currentTime) : '';
