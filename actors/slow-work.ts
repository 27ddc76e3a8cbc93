import type { Edge } from './edge.ts';
import { FirmwareEdge } from './firmware.ts';
import { KeyMaker } from './key-maker.ts';
import { LogUploads } from './log-uploads.ts';
import type { Ports } from './ports.ts';
import type { StationDrivers } from './station-drivers.ts';

/** What is done beside everything else, because it takes seconds: files on their way, firmware, key pairs. */
export function slowWork(edge: Edge, drivers: StationDrivers) {
  const uploads = new LogUploads({ ...drivers, edge });
  const firmware = new FirmwareEdge({ ...drivers, edge });
  const keys = new KeyMaker(edge, drivers);
  const ports: Pick<Ports, 'upload' | 'abandonUpload' | 'makeKey' | keyof typeof firmware.ports> = {
    upload: uploads.upload.bind(uploads),
    abandonUpload: uploads.abandon.bind(uploads),
    makeKey: keys.make.bind(keys),
    ...firmware.ports,
  };
  const stop = (): void => {
    uploads.stop();
    firmware.stop();
    keys.stop();
  };
  return { ports, stop };
}
