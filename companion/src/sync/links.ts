import { succeed, type Result } from '../domain/failure.ts';
import type { SyncContext } from './context.ts';

/** Follows what the shopkeeper links and unlinks. */
export interface Links {
	/**
	 * Reads what changed since it was last asked, and answers whether anything did. The first call only notes where things
	 * stand: the first check of a run looks at every link anyway.
	 */
	follow( version: number ): Promise< Result< boolean > >;
}

export function createLinks( { shop, emit, log }: SyncContext ): Links {
	let known: number | null = null;

	return {
		async follow( version ) {
			// A lower version than known is an older backup of the shop.
			if ( known === null || version < known ) {
				known = version;
				return succeed( true );
			}
			if ( version === known ) {
				return succeed( false );
			}
			for (;;) {
				const links = await shop.linksAfter( known );
				if ( ! links.ok ) {
					return links;
				}
				for ( const { item_id, product_id, name, state } of links.value.items ) {
					log.info( { item_id, product_id, name, state }, 'link changed' );
					emit( { type: 'link', item_id, product_id, name, state } );
				}
				const moved: boolean = links.value.version > known;
				known = links.value.version;
				if ( ! links.value.more || ! moved ) {
					return succeed( true );
				}
			}
		},
	};
}
