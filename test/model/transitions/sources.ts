import { registry } from '../../../machines/registry.ts';
import { CONNECTOR_COMPOSITIONS } from '../compositions/connector-dimensions.ts';
import { ExploredConnector } from '../compositions/connector-model.ts';
import { type Beside, besideConnector } from '../equivalence.ts';
import type { Model } from '../model.ts';
import { ExploredStation } from '../station/explored-station.ts';
import { RealWholeStation } from '../station/real-whole-station.ts';
import { STATION_COMPOSITIONS } from '../station/station-compositions.ts';
import { StationModel } from '../station/station-model.ts';
import type { World } from '../system.ts';
import { CERTIFICATE_ALONE } from './certificate-alone.ts';
import { ConnectionModel } from './connection-model.ts';
import { FIRMWARE_UPDATE_ALONE } from './firmware-update-alone.ts';
import { LOG_UPLOAD_ALONE } from './log-upload-alone.ts';

type HasWorld = { readonly world: World };
type Real = Beside & { taken(): readonly string[] };
/** A composition that transitions are looked for in, and the real actors of the same. */
export type Source = {
  readonly name: string;
  explored(): Model<HasWorld>;
  /** For one path: the model as it is, with the real actors. */
  beside(): { readonly model: Model<HasWorld>; readonly real: Real };
};

const any = <Node extends HasWorld>(model: Model<Node>): Model<HasWorld> =>
  model as unknown as Model<HasWorld>;

/** One machine by itself. */
const alone = <Node extends HasWorld>(make: () => Model<Node> & { real(): Real }): Source => ({
  name: make().name,
  explored: () => any(make()),
  beside: () => {
    const model = make();
    return { model: any(model), real: model.real() };
  },
});

/** Where paths to transitions are looked for; of equally long ones the first counts. */
export const SOURCES: readonly Source[] = [
  ...CONNECTOR_COMPOSITIONS.map(
    (it): Source => ({
      name: `one connector: ${it.name}`,
      explored: () => any(new ExploredConnector({ ...it, registry })),
      beside: () => {
        const { model, real } = besideConnector(it.dimensions);
        return { model: any(model), real };
      },
    }),
  ),
  ...STATION_COMPOSITIONS.filter(({ deep }) => !deep).map(
    (it): Source => ({
      name: `station: ${it.name}`,
      explored: () => any(new ExploredStation({ ...it, registry })),
      beside: () => ({
        model: any(new StationModel({ ...it, registry }, (component) => component)),
        real: new RealWholeStation(registry, it.dimensions),
      }),
    }),
  ),
  ...(['unknown', 'accepted'] as const).map((it) => alone(() => new ConnectionModel(it))),
  ...[...LOG_UPLOAD_ALONE, ...CERTIFICATE_ALONE, ...FIRMWARE_UPDATE_ALONE].map((it) => alone(it)),
];
