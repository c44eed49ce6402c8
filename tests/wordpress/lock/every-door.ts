/**
 * Every way into a product: the list the tests walk and docs/lock.md is made from.
 */
import { CODE_DOORS } from './code-doors.ts';
import { CORE_REST_DOORS } from './core-rest-doors.ts';
import { DEEDS } from './deeds.ts';
import type { Deed, Door } from './doors.ts';
import { FORM_DOORS } from './form-doors.ts';
import { IMPORTER_DOOR } from './importer-door.ts';
import { LIST_DOORS } from './list-doors.ts';
import { REST_DOORS } from './rest-doors.ts';

export const DOORS: { readonly fields: readonly Door[]; readonly deeds: readonly Deed[] } = {
	fields: [
		...FORM_DOORS,
		...LIST_DOORS,
		...REST_DOORS,
		...CORE_REST_DOORS,
		IMPORTER_DOOR,
		...CODE_DOORS,
	],
	deeds: DEEDS,
};
