import { it } from 'vitest';
import { unavailableAcrossReset } from './reset.ts';

it('TC_014_CS Soft Reset Without Transaction', () => unavailableAcrossReset('Soft'));
