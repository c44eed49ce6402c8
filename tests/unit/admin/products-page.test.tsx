import { act, screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { openPage, type OpenPage } from '../../support/admin/page.tsx';
import {
	catalogue,
	detail,
	outcome,
	product,
	proposed,
	row,
	settings,
} from '../../support/admin/samples.ts';
import type { Handlers } from '../../support/admin/shop.ts';

const linked = ( n: number ) =>
	row( {
		id: `i${ n }`,
		variant: String( n ),
		state: 'in_shop',
		product: product( { id: 100 + n, name: `Trail Jersey ${ n }`, item_id: `i${ n }` } ),
	} );

const open = ( query: string, handlers: Handlers ): OpenPage =>
	openPage( `?page=wc-admin&path=%2Ftillsync&tab=products${ query }`, {
		settings_read: () => settings(),
		...handlers,
	} );

/** Opens an action of a row's menu. */
async function rowAction( { user }: OpenPage, rowIndex: number, name: string ): Promise< void > {
	const menus = await screen.findAllByRole( 'button', { name: 'Actions' } );
	await user.click( menus[ rowIndex ]! );
	await user.click( await screen.findByRole( 'menuitem', { name } ) );
}

describe( 'Products', () => {
	it( 'shows the items of the till with their numbers, and no violation', async () => {
		const { container } = open( '', {
			catalogue_list: () =>
				catalogue( [
					linked( 1 ),
					proposed( 2 ),
					row( {
						id: 'i3',
						variant: 'X',
						pos_level: null,
						state: 'problem',
						code: 'level_unknown',
					} ),
				] ),
		} );
		const table = await screen.findByRole( 'table' );
		const first = within( table ).getAllByRole( 'row' )[ 1 ]!;
		expect( first ).toHaveTextContent( 'Trail Jersey / 1' );
		expect( first ).toHaveTextContent( 'In the shop' );
		expect( first ).toHaveTextContent( 'NZ$89.90' );
		expect( within( table ).getByText( /Trail Jersey – 2 has the same SKU/ ) ).toBeVisible();
		expect(
			within( table ).getByText( /The till does not say how many there are/ )
		).toBeVisible();
		expect( await axe( container ) ).toHaveNoViolations();
	} );

	it( 'asks the shop for what the address says', async () => {
		const { shop } = open(
			'&view=proposed&search=jersey&pageno=2&orderby=pos_level&order=desc',
			{
				catalogue_list: () => catalogue( [ proposed( 1 ) ] ),
			}
		);
		await screen.findByRole( 'table' );
		expect( shop.askedOf( 'catalogue_list' )[ 0 ]?.query ).toEqual( {
			page: '2',
			per_page: '25',
			orderby: 'pos_level',
			order: 'desc',
			search: 'jersey',
			state: 'proposed',
		} );
	} );

	it( 'offers its views as links with counts, which keep the rest of the address', async () => {
		const { user, shop } = open( '', {
			catalogue_list: () => catalogue( [ linked( 1 ), proposed( 2 ), proposed( 3 ) ] ),
		} );
		const views = await screen.findByRole( 'navigation', { name: 'Views' } );
		await waitFor( () => expect( views ).toHaveTextContent( 'All (3)' ) );
		await user.click( within( views ).getByRole( 'link', { name: 'Proposed (2)' } ) );
		await waitFor( () =>
			expect( shop.askedOf( 'catalogue_list' ).at( -1 )?.query ).toMatchObject( {
				state: 'proposed',
			} )
		);
		expect( window.location.search ).toContain( 'page=wc-admin' );
		expect( window.location.search ).toContain( 'view=proposed' );
	} );

	it( 'keeps the newest answer when an older one comes late', async () => {
		let late: ( () => void ) | undefined;
		const { user } = open( '', {
			catalogue_list: ( { query } ) =>
				query[ 'state' ] === 'in_shop'
					? new Promise( ( resolve ) => {
							late = () => resolve( catalogue( [ linked( 9 ) ] ) );
						} )
					: query[ 'state' ] === 'proposed'
						? catalogue( [ proposed( 2 ) ] )
						: catalogue( [ linked( 1 ), proposed( 2 ) ] ),
		} );
		const views = await screen.findByRole( 'navigation', { name: 'Views' } );
		await user.click( await within( views ).findByRole( 'link', { name: /^In the shop/ } ) );
		await waitFor( () => expect( late ).toBeDefined() );
		await user.click( within( views ).getByRole( 'link', { name: /^Proposed/ } ) );
		await waitFor( () =>
			expect( screen.queryByText( 'Trail Jersey / 1' ) ).not.toBeInTheDocument()
		);
		await act( async () => {
			late?.();
			await Promise.resolve();
		} );
		expect( screen.queryByText( 'Trail Jersey / 9' ) ).not.toBeInTheDocument();
		expect( screen.getByText( 'Trail Jersey / 2' ) ).toBeVisible();
	} );

	it( 'says what to do when there is nothing, and when nothing fits', async () => {
		const none = open( '', { catalogue_list: () => catalogue( [] ) } );
		expect( await screen.findByText( 'No items from the till yet.' ) ).toBeVisible();
		none.unmount();
		open( '&search=xyz', { catalogue_list: () => catalogue( [] ) } );
		expect( await screen.findByText( 'No item of the till fits.' ) ).toBeVisible();
	} );

	it( 'says why it cannot load, and tries again', async () => {
		const { user, shop } = open( '', {
			catalogue_list: () => ( { refused: 'storage_failed' } ),
		} );
		expect( await screen.findByText( /The shop could not save this/ ) ).toBeVisible();
		shop.answer( { catalogue_list: () => catalogue( [ linked( 1 ) ] ) } );
		await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
		expect( await screen.findByRole( 'table' ) ).toBeVisible();
	} );

	it( 'links an item with a product found by search: first what would happen, then the deed', async () => {
		const page = open( '', {
			catalogue_list: () => catalogue( [ row() ] ),
			shop_products: ( { query } ) => ( {
				items:
					query[ 'search' ] === 'cape'
						? [
								product( { id: 7, name: 'Rain Cape' } ),
								product( { id: 8, name: 'Old Cape', item_id: 'i9' } ),
							]
						: [],
			} ),
			links_change: () => ( {
				version: 1,
				items: [
					outcome( 1, {
						product_id: 7,
						name: 'Rain Cape',
					} ),
				],
			} ),
		} );
		await rowAction( page, 0, 'Link to…' );
		const search = await screen.findByRole( 'searchbox', {
			name: /Search products of the shop/,
		} );
		expect( search ).toHaveValue( 'Trail Jersey' );
		expect( await screen.findByText( 'No product of the shop fits.' ) ).toBeVisible();
		await page.user.clear( search );
		await page.user.type( search, 'cape' );
		await page.user.click( await screen.findByRole( 'button', { name: 'Choose Rain Cape' } ) );
		expect(
			screen.queryByRole( 'button', { name: 'Choose Old Cape' } )
		).not.toBeInTheDocument();

		const confirm = await screen.findByRole( 'button', { name: 'Link 1 product' } );
		expect( screen.getByRole( 'dialog' ) ).toHaveTextContent(
			'the till decides its stock, SKU and price'
		);
		expect( screen.getByRole( 'dialog' ) ).toHaveTextContent( '4 → 7' );
		expect( page.shop.askedOf( 'links_change' ).map( ( { body } ) => body.dry_run ) ).toEqual( [
			true,
		] );
		await page.user.click( confirm );
		expect( await screen.findByText( '1 product linked.' ) ).toBeVisible();
		expect( page.shop.askedOf( 'links_change' )[ 1 ]?.body ).toEqual( {
			action: 'link',
			pairs: [ { item_id: 'i1', product_id: 7 } ],
		} );
	} );

	it( 'accepts a proposal from its row, after showing what it would do', async () => {
		const page = open( '', {
			catalogue_list: () => catalogue( [ proposed( 1 ), proposed( 2 ) ] ),
			links_change: () => ( { version: 1, items: [ outcome( 2, { to: '0' } ) ] } ),
		} );
		await page.user.click(
			await screen.findByRole( 'button', {
				name: 'Accept the proposal for Trail Jersey / 2',
			} )
		);
		await page.user.click( await screen.findByRole( 'button', { name: 'Link 1 product' } ) );
		expect( await screen.findByText( '1 product linked.' ) ).toBeVisible();
		expect( page.shop.askedOf( 'links_change' ).map( ( { body } ) => body.pairs ) ).toEqual( [
			[ { item_id: 'i2', product_id: 102 } ],
			[ { item_id: 'i2', product_id: 102 } ],
		] );
	} );

	it( 'asks before it unlinks and says what will happen', async () => {
		const page = open( '', {
			catalogue_list: () => catalogue( [ linked( 1 ) ] ),
			links_change: () => ( {
				version: 1,
				items: [ outcome( 1, { outcome: 'unlinked', from: '6', to: '6' } ) ],
			} ),
		} );
		await rowAction( page, 0, 'Unlink' );
		const dialog = await screen.findByRole( 'dialog', { name: 'Unlink from the till?' } );
		expect(
			await within( dialog ).findByText(
				/keeps the stock and price it has now and can be edited in WooCommerce again/
			)
		).toBeVisible();
		expect( await axe( page.baseElement ) ).toHaveNoViolations();
		await page.user.click( within( dialog ).getByRole( 'button', { name: 'Cancel' } ) );
		expect( page.shop.askedOf( 'links_change' ).every( ( { body } ) => body.dry_run ) ).toBe(
			true
		);

		await rowAction( page, 0, 'Unlink' );
		await page.user.click( await screen.findByRole( 'button', { name: 'Unlink 1 product' } ) );
		expect( await screen.findByText( '1 product unlinked.' ) ).toBeVisible();
	} );

	it( 'unlinks all of a product that the list of products sends here, once told to', async () => {
		const page = open( '&unlink=100', {
			catalogue_list: () => catalogue( [ linked( 1 ), linked( 2 ) ] ),
			links_change: ( { body } ) => ( {
				version: 1,
				items: body.pairs.map( ( { item_id: id }: { item_id: string } ) =>
					outcome( Number( id.slice( 1 ) ), { outcome: 'unlinked', from: '6', to: '6' } )
				),
			} ),
		} );
		const confirm = await screen.findByRole( 'button', { name: 'Unlink 2 products' } );
		expect(
			page.shop.askedOf( 'catalogue_list' ).map( ( { query } ) => query[ 'product' ] )
		).toEqual( [ '100', '100' ] );
		expect( page.shop.askedOf( 'links_change' ).every( ( { body } ) => body.dry_run ) ).toBe(
			true
		);
		await page.user.click( confirm );
		expect( await screen.findByText( '2 products unlinked.' ) ).toBeVisible();
		expect( page.shop.askedOf( 'links_change' ).at( -1 )?.body ).toEqual( {
			action: 'unlink',
			pairs: [
				{ item_id: 'i1', product_id: 101 },
				{ item_id: 'i2', product_id: 102 },
			],
		} );
		await page.user.click(
			within( screen.getByRole( 'dialog' ) )
				.getAllByRole( 'button', { name: 'Close' } )
				.at( -1 )!
		);
		await waitFor( () => expect( window.location.search ).not.toContain( 'unlink' ) );
		expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();
	} );

	it( 'links all proposals: the plan leaves out what cannot be, the result says how many', async () => {
		const rows = Array.from( { length: 60 }, ( _, n ) => proposed( n + 1 ) );
		const page = open( '', {
			catalogue_list: () => catalogue( rows ),
			links_change: ( { body } ) => ( {
				version: 1,
				items: body.pairs.map( ( { item_id: id }: { item_id: string } ) => {
					const n = Number( id.slice( 1 ) );
					if ( n === 3 ) {
						return outcome( n, {
							outcome: 'rejected',
							code: 'product_taken',
							from: null,
							to: null,
						} );
					}
					return outcome( n, { to: n === 5 ? '0' : '7' } );
				} ),
			} ),
		} );
		await page.user.click(
			await screen.findByRole( 'button', { name: 'Link all 60 proposed products' } )
		);
		const start = await screen.findByRole( 'button', { name: 'Link 59 products' } );
		const dialog = screen.getByRole( 'dialog' );
		expect( dialog ).toHaveTextContent(
			'1 product will be out of stock, as it is at the till.'
		);
		expect( dialog ).toHaveTextContent(
			'Trail Jersey – 3 – The product is linked to another item of the till.'
		);
		await page.user.click( start );
		expect( await screen.findByText( '59 products linked.' ) ).toBeVisible();
		const sent = page.shop
			.askedOf( 'links_change' )
			.map( ( { body } ) => [ body.dry_run ?? false, body.pairs.length ] );
		expect( sent ).toEqual( [
			[ true, 50 ],
			[ true, 10 ],
			[ false, 50 ],
			[ false, 9 ],
		] );
	} );

	it( 'says when a run broke off, and what of it is done', async () => {
		const page = open( '', {
			catalogue_list: () => catalogue( [ proposed( 1 ) ] ),
			links_change: ( { body } ) =>
				body.dry_run ? { version: 1, items: [ outcome( 1 ) ] } : { refused: 'shop_moved' },
		} );
		await page.user.click(
			await screen.findByRole( 'button', { name: 'Link 1 proposed product' } )
		);
		await page.user.click( await screen.findByRole( 'button', { name: 'Link 1 product' } ) );
		expect( await screen.findByText( '0 products linked. 1 was not tried.' ) ).toBeVisible();
		expect( screen.getByRole( 'dialog' ) ).toHaveTextContent(
			'The address of this shop has changed.'
		);
	} );

	it( 'explains a level with its arithmetic, in a dialog that can be bookmarked', async () => {
		const page = open( '&item=i1', {
			catalogue_list: () => catalogue( [ linked( 1 ) ] ),
			catalogue_detail: () => detail(),
		} );
		expect(
			await screen.findByText(
				'9 in Queen Street + 2 in Harbour − 1 safety − 3 sold on the web and not yet at the till = 7'
			)
		).toBeVisible();
		expect( page.shop.askedOf( 'catalogue_detail' )[ 0 ]?.id ).toBe( 'i1' );
		expect( await axe( page.baseElement ) ).toHaveNoViolations();
		await page.user.click( screen.getByRole( 'button', { name: 'Close' } ) );
		await waitFor( () => expect( window.location.search ).not.toContain( 'item=' ) );
	} );

	it( 'asks the companion to read an item again and says so', async () => {
		const page = open( '', {
			catalogue_list: () => catalogue( [ linked( 1 ) ] ),
			commands: () => ( { id: 1, state: 'waiting', message: '' } ),
		} );
		await rowAction( page, 0, 'Sync now' );
		expect( ( await screen.findAllByText( /reads 1 product again/ ) ).length ).toBeGreaterThan(
			0
		);
		expect( page.shop.askedOf( 'commands' )[ 0 ]?.body ).toEqual( {
			kind: 'sync_item',
			item_id: 'i1',
		} );
	} );
} );
