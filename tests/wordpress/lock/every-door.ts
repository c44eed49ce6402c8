/**
 * Every way into a product: the list the tests walk and docs/lock.md is made from.
 */
import type { Deed, Door } from './doors.ts';
import { REST_DOORS } from './rest-doors.ts';

export const DOORS: { readonly fields: readonly Door[]; readonly deeds: readonly Deed[] } = {
	fields: [ ...REST_DOORS ],
	deeds: [],
};
