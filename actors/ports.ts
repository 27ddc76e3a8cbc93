import type { CallQueueEffect } from '../machines/rules/call-queue.ts';
import type { CurrentLimitsEffect } from '../machines/rules/current-limits.ts';
import type { StatusReporterEffect } from '../machines/rules/status-reporter.ts';
import type { CallRequest, CommitRequest, MeterRequest, Withdrawal } from '../machines/vocabulary/effects.ts';
import type { CardOutcome } from '../machines/vocabulary/feedback.ts';
import type { ActorId } from '../machines/vocabulary/peer.ts';
import type { UploadKind } from '../machines/vocabulary/uploads.ts';
import type { KeyRequest } from './key-maker.ts';

/**
 * Everything that machines ask of the world. A port never calls back: what comes of it is an event that the
 * edge delivers later, to `actor` where one is named.
 */
export type Ports = {
  commit(actor: ActorId, request: CommitRequest): void;
  call(request: CallRequest): void;
  withdraw(withdrawal: Withdrawal): void;
  readMeter(actor: ActorId, request: MeterRequest): void;
  coil(request: { connectorId: number; closed: boolean }): void;
  pilot(request: { connectorId: number; limit_A: number | null }): void;
  resetLatch(request: { connectorId: number }): void;
  forceOpen(request: { connectorId: number }): void;
  openSocket(request: { securityProfile: number }): void;
  closeSocket(request: { detail: string }): void;
  ping(): void;
  setTime(request: { currentTime: string; first: boolean }): void;
  alignedAlarm(request: { every_s: number }): void;
  alarm(actor: ActorId, request: { id: string; wall_ms: number | null }): void;
  cardOutcome(outcome: CardOutcome): void;
  upload(request: { kind: UploadKind; attempt: number }): void;
  abandonUpload(request: { kind: UploadKind }): void;
  makeKey(request: KeyRequest): void;
  download(request: { attempt: number }): void;
  abandonDownload(): void;
  verify(request: { attempt: number }): void;
  install(request: { attempt: number }): void;
  awaitDelivery(): void;
  queueEffect(effect: CallQueueEffect): void;
  statusEffect(effect: StatusReporterEffect): void;
  limitsEffect(effect: CurrentLimitsEffect): void;
};
