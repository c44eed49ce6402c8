/**
 * What is done to a product as a whole: trash, deletion, new variations, copies.
 */
import { noticesOf, readForm } from '../../support/admin-forms.ts';
import { each, inProcess, type Deed, type Visitor } from './doors.ts';
import type { Answer, Request, Target } from './fields.ts';
import { AJAX, nonces } from './form-doors.ts';

const LIST = '/wp-admin/edit.php?post_type=product';

const routeOf = ( base: string, { kind, id, parentId }: Target ): string =>
	kind === 'variation'
		? `${ base }/products/${ parentId }/variations/${ id }`
		: `${ base }/products/${ id }`;

type Send = Deed[ 'send' ];

const call =
	(
		method: string,
		route: ( target: Target ) => string,
		body?: ( target: Target ) => unknown
	): Send =>
	( { api }, requests ) =>
		each( requests, ( { target } ) => api( method, route( target ), body?.( target ) ) );

const code =
	( statements: string ): Send =>
	( visitor, requests ) =>
		inProcess( visitor, requests, statements );

/** The answer to the item of a batch. */
const batch =
	( route: ( target: Target ) => string, body: ( target: Target ) => object ): Send =>
	( { api }, requests ) =>
		each( requests, async ( { target } ) => {
			const { text, status } = await api( 'POST', route( target ), body( target ) );
			const [ item ] = Object.values(
				JSON.parse( text ) as Record< string, unknown[] >
			).flat();
			const error = ( item as { error?: { data?: { status?: number } } } | undefined )?.error;
			return { status: error?.data?.status ?? status, text };
		} );

/** Sends what a button of the variations panel sends. */
const panel =
	(
		action: string,
		nonce: string,
		fields: ( target: Target ) => readonly ( readonly [ string, string ] )[]
	): Send =>
	async ( visitor, requests ) => {
		const [ first ] = requests;
		const nonceOf = first === undefined ? () => '' : await nonces( visitor, first.target );
		return each(
			requests,
			async ( { target } ) => {
				const answer = await visitor.session.post( AJAX, [
					[ 'action', action ],
					[ 'security', nonceOf( nonce ) ],
					...fields( target ),
				] );
				return { status: answer.status, text: answer.body };
			},
			1
		);
	};

/** The list’s bulk action, for both twins in one request: the linked one is kept, the other goes. */
async function bulkTrash(
	{ session }: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const form = readForm( ( await session.get( LIST ) ).body, '#posts-filter' );
	const nonce = form.find( ( [ name ] ) => name === '_wpnonce' )?.[ 1 ] ?? '';
	const query = new URLSearchParams( [
		[ 'post_type', 'product' ],
		[ 'action', 'trash' ],
		[ '_wpnonce', nonce ],
		...requests.map( ( { target } ) => [ 'post[]', String( target.id ) ] ),
	] as [ string, string ][] );
	const answer = await session.get( `/wp-admin/edit.php?${ query.toString() }` );
	const text = noticesOf( answer.body ).join( '\n' );
	return requests.map( () => ( { status: answer.status, text } ) );
}

const gone = { changes: 'existence', kinds: [ 'simple', 'variable' ] } as const;
const goneAll = { changes: 'existence', kinds: [ 'simple', 'variable', 'variation' ] } as const;
const more = { changes: 'variations', kinds: [ 'variable' ] } as const;
const refused = { outcome: 'refused', door: 'rest', status: 409 } as const;
const noticed = { outcome: 'put back, with a notice' } as const;
const silent = { outcome: 'put back', door: 'code' } as const;

const withParent = ( { id }: Target ): readonly ( readonly [ string, string ] )[] => [
	[ 'post_id', String( id ) ],
	[ 'loop', '1' ],
];

export const DEEDS: readonly Deed[] = [
	{
		...refused,
		...goneAll,
		id: 'DELETE wc/v3',
		title: 'Deleting by REST API `wc/v3`',
		send: call( 'DELETE', ( target ) => `${ routeOf( 'wc/v3', target ) }?force=true` ),
	},
	{
		...refused,
		...gone,
		id: 'trash by wc/v3',
		title: 'Trash by REST API `wc/v3`',
		send: call( 'DELETE', ( target ) => routeOf( 'wc/v3', target ) ),
	},
	{
		...refused,
		...gone,
		id: 'DELETE wp/v2',
		title: 'Trash by REST API `wp/v2`',
		send: call( 'DELETE', ( { id } ) => `wp/v2/product/${ id }` ),
	},
	{
		...refused,
		...goneAll,
		id: 'delete in a batch',
		title: 'Deleting in a batch of `wc/v3`',
		send: batch(
			( { kind, parentId } ) =>
				kind === 'variation'
					? `wc/v3/products/${ parentId }/variations/batch`
					: 'wc/v3/products/batch',
			( { id } ) => ( { delete: [ id ] } )
		),
	},
	{
		...refused,
		...more,
		id: 'POST variations',
		title: 'A new variation by REST API',
		send: call(
			'POST',
			( { id } ) => `wc/v3/products/${ id }/variations`,
			() => ( { attributes: [ { name: 'Size', option: 'Large' } ] } )
		),
	},
	{
		...refused,
		...more,
		id: 'new variation in a batch',
		title: 'A new variation in a batch',
		send: batch(
			( { id } ) => `wc/v3/products/${ id }/variations/batch`,
			() => ( { create: [ { attributes: [ { name: 'Size', option: 'Large' } ] } ] } )
		),
	},
	{
		...refused,
		...more,
		id: 'generate variations',
		title: '`/variations/generate`',
		send: call(
			'POST',
			( { id } ) => `wc/v3/products/${ id }/variations/generate`,
			() => ( {} )
		),
	},
	{
		...noticed,
		...more,
		id: 'add a variation',
		title: 'Editor: “Add manually”',
		door: 'variations',
		send: panel( 'woocommerce_add_variation', 'add_variation_nonce', withParent ),
	},
	{
		...noticed,
		...more,
		id: 'link all variations',
		title: 'Editor: “Generate variations”',
		door: 'variations',
		send: panel( 'woocommerce_link_all_variations', 'link_variation_nonce', withParent ),
	},
	{
		...noticed,
		id: 'remove variations',
		changes: 'existence',
		kinds: [ 'variation' ],
		title: 'Editor: removing a variation',
		door: 'delete',
		send: panel( 'woocommerce_remove_variations', 'delete_variations_nonce', ( { id } ) => [
			[ 'variation_ids[]', String( id ) ],
		] ),
	},
	{
		...noticed,
		id: 'delete all variations',
		changes: 'existence',
		kinds: [ 'variation' ],
		title: 'Editor: bulk action “Delete all variations”',
		door: 'variations',
		send: panel(
			'woocommerce_bulk_edit_variations',
			'bulk_edit_variations_nonce',
			( { parentId } ) => [
				[ 'product_id', String( parentId ) ],
				[ 'product_type', 'variable' ],
				[ 'bulk_action', 'delete_all' ],
				[ 'data[allowed]', 'true' ],
			]
		),
	},
	{
		...noticed,
		...gone,
		id: 'bulk trash',
		title: 'List: trash for a selection (the others go)',
		door: 'delete',
		send: bulkTrash,
	},
	{
		...silent,
		...goneAll,
		id: 'wp_trash_post',
		title: '`wp_trash_post()`',
		send: code( 'return (bool) wp_trash_post( $id );' ),
	},
	{
		...silent,
		...goneAll,
		id: 'wp_delete_post',
		title: '`wp_delete_post()`, `wp post delete`',
		send: code( 'return (bool) wp_delete_post( $id, true );' ),
	},
	{
		...silent,
		...goneAll,
		id: 'delete()',
		title: '`$product->delete()` of other code',
		send: code( 'return wc_get_product( $id )->delete( true );' ),
	},
];
