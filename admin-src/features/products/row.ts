import type { CatalogueRow } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';
import { formatLevel } from '../../components/words/numbers.ts';

/** What people call an item: the family with the variant, for example `Trail Jersey / M / Blue`. */
export function rowName( { name, variant }: Pick< CatalogueRow, 'name' | 'variant' > ): string {
	return variant === '' ? name : `${ name } / ${ variant }`;
}

/** Letters and digits alone: `Trail Jersey – M` and `Trail Jersey / M` are the same words. */
const words = ( text: string ): string =>
	text
		.toLowerCase()
		.replace( /[^\p{L}\p{N}]+/gu, ' ' )
		.trim();

/** Whether the shop calls the product something else than the till does. */
export function isNamedOtherwise( row: CatalogueRow ): boolean {
	return row.product !== null && words( row.product.name ) !== words( rowName( row ) );
}

/** The till's number, in words where there is none. */
export function posLevelText( { pos_level: level, tracked }: CatalogueRow ): string {
	if ( ! tracked ) {
		return __( 'not counted', 'tillsync' );
	}
	return level === null ? __( 'unknown', 'tillsync' ) : formatLevel( level );
}

/** The shop's number; a dash where there is no product. */
export function shopLevelText( { product }: CatalogueRow ): string {
	if ( product === null ) {
		return '–';
	}
	return product.level === null ? __( 'not counted', 'tillsync' ) : formatLevel( product.level );
}
