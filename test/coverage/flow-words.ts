import type { Asked, Hand, Link, Never, Prose, Says, Step, Visible } from './certified-flow.ts';
import type { Fields, Pattern } from './pattern.ts';

type More = Omit<Says, 'kind' | 'action' | 'fields'>;

export const says = (action: string, fields: Fields = {}, more: More = {}): Says => ({
  kind: 'says',
  action,
  fields,
  ...more,
});
export const asked = (action: string, fields: Fields, answer: Pattern): Asked => ({
  kind: 'asked',
  action,
  fields,
  answer,
});
export const hand = (act: string, fields: Fields = {}, more: Partial<Hand> = {}): Hand => ({
  kind: 'hand',
  act,
  fields,
  ...more,
});
export const link = (kind: Link['kind'], fields: Fields = {}): Link => ({ kind, fields });
export const never = (action: string | null, fields: Fields = {}, for_s = 0): Never => ({
  kind: 'never',
  action,
  fields,
  for_s,
});
export const prose = (text: string): Prose => ({ kind: 'prose', text });
/** In any order. */
export const swapping = (...steps: readonly Visible[]): Step => ({ kind: 'swapping', steps });

export const is = (status: string): Fields => ({ status });
export const ACCEPTED = is('Accepted');
export const REJECTED = is('Rejected');
const accepted = { idTagInfo: ACCEPTED };

export const status = (connectorId: Pattern, now: Pattern, more: More & { fields?: Fields } = {}): Says => {
  const { fields = {}, ...rest } = more;
  return says('StatusNotification', { connectorId, status: now, ...fields }, rest);
};
/** One StatusNotification of each connector: of N, of the other one, of the station. */
export const statuses = (ofN: Pattern, others: Pattern = 'Available', more: More = {}): Step =>
  swapping(status('$N', ofN, more), status('$O', others, more), status(0, others, more));

export const authorize = (idTag: string, more: More = {}): Says =>
  says('Authorize', { idTag }, { answered: accepted, ...more });
export const starts = (fields: Fields = {}): Says =>
  says(
    'StartTransaction',
    { connectorId: '$N', idTag: '$A', ...fields },
    { answered: { transactionId: '$T', ...accepted } },
  );
export const stops = (reason: Pattern, fields: Fields = {}): Says =>
  says('StopTransaction', { transactionId: '$T', reason, ...fields });
/** StartTransaction and Charging: a transaction T of A on N has begun. */
export const begins = (fields: Fields = {}): Step => swapping(starts(fields), status('$N', 'Charging'));

export const plugs = (connectorId: Pattern = '$N'): Hand => hand('plug', { connectorId });
export const unplugs = (connectorId: Pattern = '$N'): Hand => hand('unplug', { connectorId });
export const shows = (idTag: string, more: Partial<Hand> = {}): Hand => hand('card', { idTag }, more);
export const cuts = (): Hand => hand('link', { state: { rule: 'any', of: ['down', 'black-hole'] } });
export const restores = (more: Partial<Hand> = {}): Hand => hand('link', { state: 'up' }, more);

/** A session of A on N, plug first. */
export const SESSION: readonly Step[] = [
  plugs(),
  status('$N', 'Preparing'),
  shows('$A'),
  authorize('$A'),
  begins(),
];

export const setAvailable = (connectorId: Pattern, type: 'Operative' | 'Inoperative'): Asked =>
  asked('ChangeAvailability', { connectorId, type }, ACCEPTED);
export const readsKey = (key: string): Asked => asked('GetConfiguration', { key: [key] }, {});
export const setsKey = (key: string, value: Pattern, answer: Pattern = ACCEPTED): Asked =>
  asked('ChangeConfiguration', { key, value }, answer);
export const remoteStart = (answer: Pattern, fields: Fields = {}): Asked =>
  asked('RemoteStartTransaction', { connectorId: '$N', idTag: '$A', ...fields }, answer);
