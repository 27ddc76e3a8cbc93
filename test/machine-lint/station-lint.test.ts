import { provide } from '../../actors/charge-point.ts';
import { registry } from '../../machines/registry.ts';
import { nullPorts } from '../station/null-ports.ts';
import { machineLintSuite } from './machine-lint-suite.ts';

machineLintSuite({ 'charge-point with everything it owns': provide(registry, nullPorts) });
