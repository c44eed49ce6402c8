import { randomUUID } from 'node:crypto';
import type { Chance } from '../domain/surroundings.ts';

export const systemChance: Chance = {
	fraction: () => Math.random(),
	uuid: () => randomUUID(),
};
