import type { Ports } from '../../actors/ports.ts';

const nothing = (): void => {};

/** Ports bound to nothing: for what looks at machines and does not run them. */
export const nullPorts: Ports = {
  commit: nothing,
  call: nothing,
  withdraw: nothing,
  readMeter: nothing,
  coil: nothing,
  pilot: nothing,
  resetLatch: nothing,
  forceOpen: nothing,
  openSocket: nothing,
  closeSocket: nothing,
  ping: nothing,
  setTime: nothing,
  alignedAlarm: nothing,
  alarm: nothing,
  cardOutcome: nothing,
  upload: nothing,
  abandonUpload: nothing,
  makeKey: nothing,
  download: nothing,
  abandonDownload: nothing,
  verify: nothing,
  install: nothing,
  awaitDelivery: nothing,
  queueEffect: nothing,
  statusEffect: nothing,
  limitsEffect: nothing,
};
