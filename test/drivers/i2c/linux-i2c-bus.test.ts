import { expect, it } from 'vitest';
import { openLinuxI2cBus } from '../../../drivers/i2c/linux-i2c-bus.ts';

it('a bus whose addon was not built says what is missing, and how to get it', async () => {
  const load = () => Promise.reject(new Error('Could not locate the bindings file. Tried:\n one\n two'));
  await expect(openLinuxI2cBus(1, load)).rejects.toMatchObject({
    name: 'I2cError',
    code: 'no-bus',
    message:
      'The package i2c-bus cannot be loaded (Could not locate the bindings file.): ' +
      'I2C bus 1 needs it. ' +
      'Install g++, make and python3, then run npm ci, or npm run build:i2c.',
  });
});
