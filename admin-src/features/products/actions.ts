import type { CatalogueRow } from '@tillsync/contract';
import type { Action } from '@wordpress/dataviews/wp';
import { check, link, linkOff, seen, update } from '@wordpress/icons';
import { __ } from '@wordpress/i18n';

/** What can be asked for from the table. */
export interface Asked {
	accept( rows: readonly CatalogueRow[] ): void;
	choose( row: CatalogueRow ): void;
	unlink( rows: readonly CatalogueRow[] ): void;
	sync( rows: readonly CatalogueRow[] ): void;
	look( row: CatalogueRow ): void;
}

const first = ( rows: readonly CatalogueRow[], then: ( row: CatalogueRow ) => void ) => {
	const [ row ] = rows;
	if ( row !== undefined ) {
		then( row );
	}
};

/** Row and bulk actions of the table. */
export function makeActions( asked: Asked ): Action< CatalogueRow >[] {
	return [
		{
			id: 'accept',
			label: __( 'Accept proposal', 'tillsync' ),
			icon: check,
			supportsBulk: true,
			isEligible: ( { proposal } ) => proposal !== null,
			callback: ( rows ) => asked.accept( rows ),
		},
		{
			id: 'look',
			label: __( 'Level and history', 'tillsync' ),
			icon: seen,
			callback: ( rows ) => first( rows, asked.look ),
		},
		{
			id: 'choose',
			label: __( 'Link to…', 'tillsync' ),
			icon: link,
			isEligible: ( { product } ) => product === null,
			callback: ( rows ) => first( rows, asked.choose ),
		},
		{
			id: 'sync',
			label: __( 'Sync now', 'tillsync' ),
			icon: update,
			supportsBulk: true,
			callback: ( rows ) => asked.sync( rows ),
		},
		{
			id: 'unlink',
			label: __( 'Unlink', 'tillsync' ),
			icon: linkOff,
			supportsBulk: true,
			isEligible: ( { product } ) => product !== null,
			callback: ( rows ) => asked.unlink( rows ),
		},
	];
}
