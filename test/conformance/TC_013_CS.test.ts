import { it } from 'vitest';
import { unavailableAcrossReset } from './reset.ts';

it('TC_013_CS Hard Reset Without transaction', () => unavailableAcrossReset('Hard'));
