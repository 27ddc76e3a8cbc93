import type { World } from '../../drivers/bench/world.ts';
import { booleanOf, integerOf } from '../../machines/rules/configuration-values.ts';
import { isWarning } from '../../machines/rules/faults.ts';
import { parseIsoTime } from '../../machines/vocabulary/instant.ts';
import type { RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import { connectorIds } from '../../machines/vocabulary/station-profile.ts';
import { type Frame, isFrame, type WireEvent } from '../properties/wire.ts';
import type { Report } from './violations.ts';

type Opened = Extract<RecordChange, { type: 'transaction-opened' }>;
type Needs = {
  readonly world: World;
  readonly now: () => { readonly monotonic_ms: number; readonly wall_ms: number };
  readonly records: () => StationRecords;
  readonly report: Report;
};

/** How long an authorisation may wait for its start, beyond ConnectionTimeOut. */
const SLACK_MS = 45_000;
/** Without an answer the offline rules decide after this. */
const PATIENCE_MS = 10_000;
const same = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a !== null && a !== undefined && a.toLowerCase() === b?.toLowerCase();

/** S8, S9 and S11 where a transaction is stored: may it start, here, now, for this idTag? */
export class StartWatch {
  readonly #needs: Needs;
  /** By idTag: when the central system said yes last, and when it was asked in vain last. */
  readonly #accepted_ms = new Map<string, number>();
  readonly #unanswered_ms = new Map<string, number>();
  /** By idTag: when it was shown and the local rules accepted it last, offline and online. */
  readonly #acceptable_ms = new Map<string, number>();
  readonly #preauthorised_ms = new Map<string, number>();
  readonly #authorising = new Map<string, string>();
  readonly #ordering = new Map<
    string,
    { readonly action: string; readonly idTag: string; readonly type: string }
  >();
  /** By idTag: when a remote start was accepted last that needs no Authorize. */
  readonly #ordered_ms = new Map<string, number>();
  #online = false;
  #accepted = false;
  #offline_ms = 0;
  #resetting = false;
  starts = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  heard(event: WireEvent): void {
    const { monotonic_ms } = this.#needs.now();
    if (event.kind === 'started') this.#started(monotonic_ms);
    if (event.kind === 'opened') this.#online = this.#accepted;
    if (event.kind === 'closed') this.#wentOffline(monotonic_ms);
    if (isFrame(event)) this.#framed(event, monotonic_ms);
  }

  /** Its Authorize may not even leave the station in time, behind another CALL. */
  cardShown(idTag: string): void {
    const { monotonic_ms } = this.#needs.now();
    const records = this.#needs.records();
    this.#unanswered_ms.set(idTag, monotonic_ms + PATIENCE_MS);
    // What the list says counts as it was when the card was shown.
    if (this.#isAcceptable(idTag, records)) this.#acceptable_ms.set(idTag, monotonic_ms);
    if (this.#isListed(idTag, records, 'LocalPreAuthorize')) this.#preauthorised_ms.set(idTag, monotonic_ms);
  }

  opened(start: Opened, before: StationRecords): void {
    this.starts += 1;
    const { connectorId, idTag } = start;
    const wrong = (property: string, words: string): void =>
      this.#needs.report(property, `a transaction of ${idTag} starts on connector ${connectorId} ${words}`);
    this.#checkConnector(start, before, wrong);
    this.#checkReservations(start, before, wrong);
    if (!this.#grounds(start, before)) wrong('S11', 'without being authorised');
  }

  #started(monotonic_ms: number): void {
    this.#wentOffline(monotonic_ms);
    this.#accepted = false;
    this.#resetting = false;
    for (const known of [this.#accepted_ms, this.#unanswered_ms, this.#ordered_ms, this.#acceptable_ms])
      known.clear();
    this.#preauthorised_ms.clear();
    this.#authorising.clear();
  }

  #wentOffline(monotonic_ms: number): void {
    this.#online = false;
    this.#offline_ms = monotonic_ms;
    for (const idTag of this.#authorising.values()) this.#unanswered_ms.set(idTag, monotonic_ms);
    this.#authorising.clear();
  }

  #framed({ kind, from, action, messageId, payload }: Frame, monotonic_ms: number): void {
    if (from === 'station' && action === 'Authorize' && kind === 'call') {
      this.#authorising.set(messageId, String(payload.idTag));
    }
    if (from === 'central system' && action === 'Authorize')
      this.#authorised(messageId, kind, payload, monotonic_ms);
    if (from === 'central system' && action === 'BootNotification' && kind === 'result') {
      this.#accepted = payload.status === 'Accepted';
      this.#online = this.#accepted;
    }
    if (kind === 'call' && from === 'central system')
      this.#ordering.set(messageId, { action, idTag: String(payload.idTag), type: String(payload.type) });
    if (kind === 'result' && from === 'station' && payload.status === 'Accepted') {
      const order = this.#ordering.get(messageId);
      if (order?.action === 'RemoteStartTransaction') {
        // The key counts as it was when the request was accepted.
        if (!booleanOf(this.#needs.records(), 'AuthorizeRemoteTxRequests'))
          this.#ordered_ms.set(order.idTag, monotonic_ms);
        this.cardShown(order.idTag);
      }
      if (order?.action === 'Reset') this.#resetting = true;
    }
  }

  #authorised(messageId: string, kind: string, payload: Frame['payload'], monotonic_ms: number): void {
    const idTag = this.#authorising.get(messageId);
    this.#authorising.delete(messageId);
    if (idTag === undefined) return;
    const info = payload.idTagInfo as { status?: string } | undefined;
    if (kind === 'result' && info?.status === 'Accepted') this.#accepted_ms.set(idTag, monotonic_ms);
    else if (kind === 'error' || info?.status === undefined) this.#unanswered_ms.set(idTag, monotonic_ms);
    else this.#refused(idTag, monotonic_ms);
  }

  /** A refusal that comes after the offline rules have decided is StartTransaction.conf's to repeat. */
  #refused(idTag: string, monotonic_ms: number): void {
    this.#accepted_ms.delete(idTag);
    const decided_ms = this.#unanswered_ms.get(idTag);
    if (decided_ms !== undefined && decided_ms > monotonic_ms) this.#unanswered_ms.delete(idTag);
  }

  #checkConnector({ connectorId }: Opened, before: StationRecords, wrong: Report): void {
    const { world } = this.#needs;
    if (before.connectors[connectorId]?.operative === false) wrong('S9', 'that is inoperative');
    const faults = [...world.faults(0), ...world.faults(connectorId)];
    for (const fault of faults)
      if (!isWarning({ ...fault, source: 'board' } as never)) wrong('S9', `during ${fault.errorCode}`);
    if (world.emergencyStop) wrong('S9', 'during an emergency stop');
    if (this.#resetting) wrong('S9', 'during a reset');
    if (Object.values(before.transactions).some((it) => it.connectorId === connectorId))
      wrong('S9', 'that has a transaction');
  }

  #checkReservations(
    { connectorId, idTag, parentIdTag }: Opened,
    before: StationRecords,
    wrong: Report,
  ): void {
    const { wall_ms } = this.#needs.now();
    const reservations = Object.values(before.reservations).filter(
      (it) => (parseIsoTime(it.expiryDate) ?? 0) > wall_ms,
    );
    const mine = (it: { idTag: string; parentIdTag: string | null }): boolean =>
      same(it.idTag, idTag) || same(it.parentIdTag, parentIdTag);
    const here = reservations.filter((it) => it.connectorId === connectorId);
    if (here.length > 0 && !here.some(mine)) wrong('S8', `that is reserved for ${here[0]?.idTag}`);
    const station = reservations.filter((it) => it.connectorId === 0);
    if (here.some(mine) || station.some(mine)) return;
    const taken = new Set(
      [...Object.values(before.transactions), ...reservations].map((it) => it.connectorId),
    );
    const others = connectorIds(before).filter((id) => id !== connectorId && !taken.has(id));
    if (others.length < station.length) wrong('S8', 'the last free one, although connector 0 is reserved');
  }

  /** Whether anything authorises this start. */
  #grounds({ idTag }: Opened, before: StationRecords): boolean {
    const { monotonic_ms } = this.#needs.now();
    const since_ms = monotonic_ms - integerOf(before, 'ConnectionTimeOut') * 1_000 - SLACK_MS;
    const lately = (at_ms: number | undefined): boolean => at_ms !== undefined && at_ms >= since_ms;
    if (lately(this.#accepted_ms.get(idTag))) return true;
    if (lately(this.#ordered_ms.get(idTag))) return true;
    if (lately(this.#preauthorised_ms.get(idTag)) || this.#isListed(idTag, before, 'LocalPreAuthorize'))
      return true;
    const offline = !this.#online || lately(this.#offline_ms) || lately(this.#unanswered_ms.get(idTag));
    return offline && (lately(this.#acceptable_ms.get(idTag)) || this.#isAcceptable(idTag, before));
  }

  #isListed(
    idTag: string,
    records: StationRecords,
    key: 'LocalPreAuthorize' | 'LocalAuthorizeOffline',
  ): boolean {
    return this.#listedStatus(idTag, records) === 'Accepted' && booleanOf(records, key);
  }

  /** By the offline rules. */
  #isAcceptable(idTag: string, records: StationRecords): boolean {
    const status = this.#listedStatus(idTag, records);
    if (status !== undefined && status !== 'Accepted') return false;
    if (this.#isListed(idTag, records, 'LocalAuthorizeOffline')) return true;
    return booleanOf(records, 'AllowOfflineTxForUnknownId');
  }

  #listedStatus(idTag: string, records: StationRecords): string | undefined {
    if (!booleanOf(records, 'LocalAuthListEnabled')) return undefined;
    const listed = records.localList.entries.find((it) => same(it.idTag, idTag));
    const { wall_ms } = this.#needs.now();
    const expired = listed?.expiryDate !== undefined && (parseIsoTime(listed.expiryDate) ?? 0) <= wall_ms;
    return expired ? 'Expired' : listed?.status;
  }
}
