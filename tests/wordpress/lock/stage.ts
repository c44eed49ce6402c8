/**
 * The stage: pairs of twins in a shop, looked at and put back by SQL, past every cache and every hook.
 */
import { join } from 'node:path';
import { OWNERSHIP, type FieldName } from '@tillsync/contract';
import type { ShopHandle } from '../../../tools/shop/index.ts';
import { fieldOf, type Aids, type Beyond, type Kind, type Target } from './fields.ts';

/** Pairs of each kind; a door tries each field at a pair of its own. */
export const PAIRS = 46;

interface Twin {
	readonly id: number;
	readonly variation?: number;
}

interface Pair {
	readonly number: number;
	readonly linked: Twin;
	readonly unlinked: Twin;
}

interface Made {
	readonly pairs: Readonly< Record< 'simple' | 'variable', readonly Pair[] > >;
	readonly aids: { readonly had: Aids; readonly other: Aids };
}

/** Both twins of a pair, as one kind. */
export interface Twins {
	readonly linked: Target;
	readonly unlinked: Target;
}

/** What stands in the database for each field of a product. */
export type Snapshot = Readonly< Record< FieldName | Beyond, string > >;

/** A refusal in the activity log. */
export interface Refusal {
	readonly productId: number;
	readonly field: string;
	readonly from: string;
	readonly to: string;
	readonly door: string;
}

/** Tables the stage is put back from. */
const KEPT = [
	'posts',
	'postmeta',
	'term_relationships',
	'wc_product_meta_lookup',
	'tillsync_links',
	'options',
] as const;

/** Values that mean the same as no value, by meta key; for all others the empty ones. */
const NOTHING = new Set( [ '', 'NULL', 'a:0:{}' ] );
const DEFAULTS: Readonly< Record< string, string > > = {
	_manage_stock: 'no',
	_backorders: 'no',
	_virtual: 'no',
	_downloadable: 'no',
	_sold_individually: 'no',
	_download_limit: '-1',
	_download_expiry: '-1',
	_tax_status: 'taxable',
	_thumbnail_id: '0',
	_cogs_value_is_additive: 'no',
};

/** Terms of product_visibility: one taxonomy, three fields. */
const VISIBILITY: Readonly< Record< string, FieldName | undefined > > = {
	featured: 'featured',
	'exclude-from-search': 'visibility',
	'exclude-from-catalog': 'visibility',
	outofstock: 'stock_status',
};

const matches = ( names: readonly string[] | undefined, name: string ): boolean =>
	names?.some( ( known ) =>
		known.endsWith( '*' ) ? name.startsWith( known.slice( 0, -1 ) ) : known === name
	) ?? false;

function meaning( key: string, value: string ): string | undefined {
	if ( NOTHING.has( value ) || DEFAULTS[ key ] === value ) {
		return undefined;
	}
	return /^-?\d+\.\d+$/.test( value ) ? String( Number( value ) ) : value;
}

export interface Stage {
	/** A pair as one of the three kinds; variable and variation are the same families. The last pair manages no stock. */
	twins( kind: Kind, pair: number ): Twins;
	/** Puts every product, link and log entry back to where it was when the stage was set. */
	restore(): Promise< void >;
	/** What stands in the database for these targets, in their order. */
	look( targets: readonly Target[] ): Promise< readonly Snapshot[] >;
	/** What the activity log says was refused since the last restore. */
	refusals(): Promise< readonly Refusal[] >;
}

/** Makes the twins; takes some seconds. */
export async function setStage( shop: ShopHandle ): Promise< Stage > {
	const made = JSON.parse(
		await shop.php( `$pairs = ${ PAIRS }; require '${ join( __dirname, 'stage.php' ) }';` )
	) as Made;
	await shop.sql(
		KEPT.map(
			( table ) =>
				`CREATE TABLE stage_${ table } LIKE wp_${ table }; INSERT INTO stage_${ table } SELECT * FROM wp_${ table };`
		).join( '\n' )
	);
	const rows = async ( statement: string ): Promise< string[][] > =>
		( await shop.sql( statement ) )
			.split( '\n' )
			.filter( ( line ) => line !== '' )
			.map( ( line ) => line.split( '\t' ) );

	return {
		twins( kind, pair ) {
			const row = made.pairs[ kind === 'simple' ? 'simple' : 'variable' ][ pair ];
			if ( row === undefined ) {
				throw new Error(
					`The stage has ${ PAIRS } pairs, not ${ pair + 1 }: raise PAIRS.`
				);
			}
			const target = ( side: 'linked' | 'unlinked' ): Target => {
				const { id, variation = 0 } = row[ side ];
				return {
					kind,
					id: kind === 'variation' ? variation : id,
					parentId: kind === 'variation' ? id : 0,
					childId: kind === 'variable' ? variation : 0,
					linked: side === 'linked',
					number: String( row.number ),
					unique: `${ side === 'linked' ? 1 : 2 }${ kind.length }${ row.number }`,
					...made.aids,
				};
			};
			return { linked: target( 'linked' ), unlinked: target( 'unlinked' ) };
		},

		async restore() {
			await shop.sql(
				[
					...KEPT.map(
						( table ) =>
							`DELETE FROM wp_${ table }; INSERT INTO wp_${ table } SELECT * FROM stage_${ table };`
					),
					'DELETE FROM wp_tillsync_activity;',
				].join( '\n' )
			);
			shop.clearLogs();
		},

		async look( targets ) {
			const ids = targets.map( ( { id } ) => id ).join( ',' );
			const values = new Map< number, Map< string, string[] > >(
				targets.map( ( { id } ) => [ id, new Map() ] )
			);
			const add = ( id: string, field: string, value: string ): void => {
				const fields = values.get( Number( id ) );
				fields?.set( field, [ ...( fields.get( field ) ?? [] ), value ] );
			};
			const names = Object.keys( OWNERSHIP ) as FieldName[];
			const columns = [
				...new Set( names.flatMap( ( name ) => fieldOf( name ).names.columns ?? [] ) ),
			];
			for ( const [ id = '', status = '', type = '', ...row ] of await rows(
				`SELECT ID, post_status, post_type, ${ columns.join( ', ' ) } FROM wp_posts WHERE ID IN (${ ids })`
			) ) {
				add( id, 'type', type );
				add( id, 'existence', status === 'trash' ? 'in the trash' : 'there' );
				for ( const name of names ) {
					for ( const column of fieldOf( name ).names.columns ?? [] ) {
						add( id, name, `${ column }=${ row[ columns.indexOf( column ) ] ?? '' }` );
					}
				}
			}
			for ( const [ id = '', key = '', value = '' ] of await rows(
				`SELECT post_id, meta_key, meta_value FROM wp_postmeta WHERE post_id IN (${ ids }) ORDER BY meta_key, meta_id`
			) ) {
				const meant = meaning( key, value );
				for ( const name of names ) {
					if ( meant !== undefined && matches( fieldOf( name ).names.meta, key ) ) {
						add( id, name, `${ key }=${ meant }` );
					}
				}
			}
			for ( const [ id = '', taxonomy = '', slug = '' ] of await rows(
				`SELECT object_id, taxonomy, slug FROM wp_term_relationships JOIN wp_term_taxonomy USING (term_taxonomy_id) JOIN wp_terms USING (term_id)
				WHERE object_id IN (${ ids }) ORDER BY taxonomy, slug`
			) ) {
				if ( taxonomy === 'product_visibility' ) {
					const name = VISIBILITY[ slug ];
					if ( name !== undefined ) {
						add( id, name, slug );
					}
					continue;
				}
				for ( const name of names ) {
					if ( matches( fieldOf( name ).names.taxonomies, taxonomy ) ) {
						add( id, name, `${ taxonomy }=${ slug }` );
					}
				}
			}
			for ( const [ id = '', child = '' ] of await rows(
				`SELECT post_parent, ID FROM wp_posts WHERE post_type = 'product_variation' AND post_status <> 'trash' AND post_parent IN (${ ids }) ORDER BY ID`
			) ) {
				add( id, 'variations', child );
			}
			return targets.map( ( { id } ) => {
				const fields = values.get( id );
				return Object.fromEntries(
					[ ...names, 'existence', 'variations' ].map( ( name ) => [
						name,
						( fields?.get( name ) ?? [] ).join( '\n' ),
					] )
				) as Snapshot;
			} );
		},

		async refusals() {
			return (
				await rows(
					"SELECT product_id, JSON_VALUE(facts, '$.field'), JSON_VALUE(facts, '$.from'), JSON_VALUE(facts, '$.to'), JSON_VALUE(facts, '$.door') FROM wp_tillsync_activity WHERE kind = 'refused'"
				)
			).map( ( [ id = '', ...facts ] ) => {
				const [ field = '', from = '', to = '', door = '' ] = facts.map( ( fact ) =>
					fact === 'NULL' ? '' : fact
				);
				return { productId: Number( id ), field, from, to, door };
			} );
		},
	};
}
