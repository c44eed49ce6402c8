/**
 * The lock at the trash of the list of products.
 */
import { linkWith, readForm, withChanges } from '../../support/admin-forms.ts';
import { describeWithShop } from '../../support/real-shop.ts';
import type { PageAnswer } from '../../support/shop-session.ts';
import { address, LIST, ours, TIMEOUT_MS, formStage } from './stage.ts';

describeWithShop( 'Lock, trash', ( { shop } ) => {
	const { manager, simple, link, family, told, status } = formStage( { shop } );

	const bulk = async (
		action: string,
		ids: readonly number[],
		more: Readonly< Record< string, string > > = {}
	): Promise< PageAnswer > => {
		const view = action === 'trash' ? 'all' : 'trash';
		const path = `${ LIST }&post_status=${ view }`;
		const page = await manager().get( path );
		const query = withChanges( readForm( page.body, '#posts-filter' ), {
			action,
			'post[]': ids.map( String ),
			...more,
		} );
		return manager().get( address( '/wp-admin/edit.php', query ) );
	};
	/** A product that came into the trash before it was linked. */
	const trashed = async (): Promise< number > => {
		const id = await simple();
		await shop().sql( `UPDATE wp_posts SET post_status = 'trash' WHERE ID = ${ id }` );
		return id;
	};

	test(
		'of a mixed selection the unlinked ones go, and the page names those that were kept',
		async () => {
			const [ linked, free, { parent } ] = [
				await simple(),
				await simple( false ),
				await family(),
			];
			const page = await bulk( 'trash', [ linked, free, parent ] );
			expect( page.status ).toBe( 200 );
			expect( page.path ).toContain( 'trashed=1' );
			expect( [
				await status( linked ),
				await status( free ),
				await status( parent ),
			] ).toEqual( [ 'publish', 'trash', 'publish' ] );
			const [ notice ] = ours( page );
			expect( notice ).toContain( '2 products were kept' );
			expect( notice ).toContain( 'Jersey family' );
			expect(
				( await told() ).map( ( { product, door, to } ) => [ product, door, to ] )
			).toEqual( [
				[ linked, 'delete', 'trash' ],
				[ parent, 'delete', 'trash' ],
			] );
		},
		TIMEOUT_MS
	);

	test(
		'one product alone: back to the list with the reason, no error page',
		async () => {
			const [ linked, free ] = [ await simple(), await simple( false ) ];
			const list = await manager().get( LIST );
			const offered = linkWith( list.body, 'action=trash', `post=${ free }&` ) ?? '';
			expect( ( await manager().get( offered ) ).path ).toContain( 'trashed=1' );
			expect( await status( free ) ).toBe( 'trash' );

			const stale = await simple( false );
			const before = await manager().get( LIST );
			const old = linkWith( before.body, 'action=trash', `post=${ stale }&` ) ?? '';
			await link( stale );
			const kept = await manager().get( old );
			expect( kept.status ).toBe( 200 );
			expect( kept.path ).toContain( 'edit.php?post_type=product' );
			expect( ours( kept ) ).toEqual( [ expect.stringContaining( '1 product was kept' ) ] );
			expect( await status( stale ) ).toBe( 'publish' );
			expect( await told() ).toMatchObject( [
				{ product: stale, door: 'delete', to: 'trash' },
			] );

			const denied = await manager().get(
				`/wp-admin/post.php?post=${ linked }&action=trash&_wpnonce=wrong`
			);
			expect( denied.status ).toBe( 403 );
			expect( await status( linked ) ).toBe( 'publish' );
			expect( await told() ).toHaveLength( 1 );
		},
		TIMEOUT_MS
	);

	test(
		'a linked product comes back from the trash, and is not deleted from there',
		async () => {
			const linked = await trashed();
			const kept = await bulk( 'delete', [ linked ] );
			expect( kept.status ).toBe( 200 );
			expect( ours( kept ) ).toHaveLength( 1 );
			expect( await status( linked ) ).toBe( 'trash' );
			const back = await bulk( 'untrash', [ linked ] );
			expect( back.path ).toContain( 'untrashed=1' );
			expect( await status( linked ) ).not.toBe( 'trash' );
		},
		TIMEOUT_MS
	);

	test(
		'emptying the trash deletes the unlinked ones and keeps the linked one',
		async () => {
			const [ linked, free ] = [ await trashed(), await simple( false ) ];
			await shop().php( `wp_trash_post( ${ free } );` );
			const page = await bulk( 'delete', [], {
				delete_all: 'Empty Trash',
				post_status: 'trash',
				action: '-1',
			} );
			expect( page.status ).toBe( 200 );
			expect( await status( free ) ).toBe( '' );
			expect( await status( linked ) ).toBe( 'trash' );
			expect( ours( page ) ).toHaveLength( 1 );
		},
		TIMEOUT_MS
	);
} );
