import { isSchedule, type Scheduled } from '@hourglass/core';
import * as v from 'valibot';

const isWeight = (value: unknown): boolean => isSchedule(value) || (typeof value === 'number' && Number.isFinite(value) && value >= 0);

/** The factor of a term in the total: a number of 0 or more, or a schedule. */
export const weight: v.GenericSchema<Scheduled> = v.custom<Scheduled>(isWeight, 'Expected a number of 0 or more, or a schedule');
