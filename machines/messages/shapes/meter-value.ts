import * as v from 'valibot';
import { closedObject } from './closed-object.ts';
import { dateTime } from './date-time.ts';
import { sampledValue } from './sampled-value.ts';

/** MeterValue (OCPP 1.6 ed.2 7.33): values that were sampled at one moment. */
export const meterValue = closedObject({ timestamp: dateTime, sampledValue: v.array(sampledValue) });
