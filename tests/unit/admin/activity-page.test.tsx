import { screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { openPage } from '../../support/admin/page.tsx';
import { activity } from '../../support/admin/samples.ts';

describe( 'Activity', () => {
	it( 'groups what one thing caused, and opens the group', async () => {
		const { user, container } = openPage( '?tab=activity', {
			activity_list: () => ( {
				items: [
					activity( { id: 3, cause: 'a', name: 'Rain Cape' } ),
					activity( { id: 2, cause: 'a' } ),
					activity( { id: 1, kind: 'link', facts: {} } ),
				],
				next_before: null,
			} ),
		} );
		const group = await screen.findByRole( 'button', { name: '2 products updated' } );
		expect( group ).toHaveAttribute( 'aria-expanded', 'false' );
		expect( screen.queryByText( /Rain Cape went from/ ) ).not.toBeVisible();
		await user.click( group );
		expect( screen.getByText( /Rain Cape went from 7 to 6/ ) ).toBeVisible();
		expect( screen.getByText( /was linked; the till decides its stock now/ ) ).toBeVisible();
		expect( await axe( container ) ).toHaveNoViolations();
	} );

	it( 'tells a mixed group by its worst entry', async () => {
		openPage( '?tab=activity', {
			activity_list: () => ( {
				items: [
					activity( { id: 2, cause: 'a' } ),
					activity( {
						id: 1,
						cause: 'a',
						kind: 'held',
						outcome: 'held',
						name: null,
						item_id: null,
						facts: { count: 12 },
					} ),
				],
				next_before: null,
			} ),
		} );
		expect(
			await screen.findByRole( 'button', {
				name: '12 changes are held until somebody approves them. And 1 more.',
			} )
		).toBeVisible();
	} );

	it( 'puts the fields one save tried to change together', async () => {
		const refused = { kind: 'refused', outcome: 'info', cause: 'a' } as const;
		const { user } = openPage( '?tab=activity', {
			activity_list: () => ( {
				items: [
					activity( { ...refused, id: 2, facts: { fields: 'SKU', user: 'Ann' } } ),
					activity( { ...refused, id: 1, facts: { fields: 'Name', user: 'Ann' } } ),
				],
				next_before: null,
			} ),
		} );
		await user.click(
			await screen.findByRole( 'button', {
				name: '2 changes refused: the till decides them',
			} )
		);
		expect( screen.getByText( /Ann tried to change SKU/ ) ).toBeVisible();
		expect( screen.getByText( /Ann tried to change Name/ ) ).toBeVisible();
	} );

	it( 'filters by kind and outcome and searches, all kept in the address', async () => {
		const { shop, user } = openPage( '?tab=activity&view=refused', {
			activity_list: () => ( { items: [], next_before: null } ),
		} );
		expect( await screen.findByText( 'Nothing fits this search.' ) ).toBeVisible();
		expect( shop.askedOf( 'activity_list' )[ 0 ]?.query ).toEqual( {
			kind: 'refused',
			per_page: '50',
		} );

		await user.selectOptions( screen.getByLabelText( 'Outcome' ), 'Failed' );
		await user.type( screen.getByRole( 'searchbox' ), 'cape' );
		await waitFor( () =>
			expect( shop.askedOf( 'activity_list' ).at( -1 )?.query ).toEqual( {
				kind: 'refused',
				outcome: 'failed',
				search: 'cape',
				per_page: '50',
			} )
		);
		await waitFor( () => expect( window.location.search ).toContain( 'search=cape' ) );
		expect( window.location.search ).toContain( 'outcome=failed' );

		await user.click( screen.getByRole( 'button', { name: 'Show everything' } ) );
		await waitFor( () =>
			expect( shop.askedOf( 'activity_list' ).at( -1 )?.query ).toEqual( { per_page: '50' } )
		);
	} );

	it( 'loads older entries below the newer ones', async () => {
		const { user, shop } = openPage( '?tab=activity', {
			activity_list: ( { query } ) =>
				query[ 'before' ] === undefined
					? { items: [ activity( { id: 9, name: 'New' } ) ], next_before: 9 }
					: { items: [ activity( { id: 8, name: 'Old' } ) ], next_before: null },
		} );
		await user.click( await screen.findByRole( 'button', { name: 'Load more' } ) );
		expect( await screen.findByText( /Old went from/ ) ).toBeVisible();
		expect( screen.getByText( /New went from/ ) ).toBeVisible();
		expect(
			shop.askedOf( 'activity_list' ).map( ( { query } ) => query[ 'before' ] )
		).toContain( '9' );
		expect( screen.queryByRole( 'button', { name: 'Load more' } ) ).not.toBeInTheDocument();
	} );

	it( 'shows its shape while loading, and says why it cannot load', async () => {
		const { shop, user, container } = openPage( '?tab=activity', {
			activity_list: () => ( { refused: 'not_allowed' } ),
		} );
		expect( container.querySelector( '.tillsync-skeleton' ) ).not.toBeNull();
		const problem = await screen.findByText( /Your account may not do that/ );
		expect( problem ).toBeVisible();
		shop.answer( { activity_list: () => ( { items: [], next_before: null } ) } );
		await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
		const region = await screen.findByRole( 'region', { name: 'What happened' } );
		expect( await within( region ).findByText( 'Nothing has happened yet.' ) ).toBeVisible();
	} );
} );
