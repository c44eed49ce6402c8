import type { CatalogueRow } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';
import { formatLevel } from '../../components/words/numbers.ts';

/** What people call an item: the family with the variant, for example `Trail Jersey / M / Blue`. */
export function rowName( { name, variant }: Pick< CatalogueRow, 'name' | 'variant' > ): string {
	return variant === '' ? name : `${ name } / ${ variant }`;
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
