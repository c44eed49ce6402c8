import { screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { openPage } from '../../support/admin/page.tsx';
import { brake, HASH, overview, settings } from '../../support/admin/samples.ts';

describe( 'Overview', () => {
	it( 'shows its shape while it loads, and then the status with its figures', async () => {
		const { container } = openPage( '', { overview: () => overview() } );
		expect( screen.getByRole( 'status' ) ).toHaveTextContent( 'Loading…' );

		expect( await screen.findByText( 'The shop follows the till.' ) ).toBeVisible();
		expect( screen.getByText( '42' ) ).toBeVisible();
		expect( screen.getByText( 'of 60 items at the till' ) ).toBeVisible();
		expect( screen.getByText( '1.4 s' ) ).toBeVisible();
		expect( screen.getByText( 'median; slowest today 9.2 s' ) ).toBeVisible();
		expect( screen.getByText( 'Nothing needs your attention.' ) ).toBeVisible();
		expect( screen.getByText( /Trail Jersey \/ M went from 7 to 6\./ ) ).toBeVisible();
		expect( await axe( container ) ).toHaveNoViolations();
	} );

	it( 'says why it cannot load and tries again', async () => {
		const { shop, user } = openPage( '', {
			overview: () => ( { refused: 'rest_no_route', status: 404 } ),
		} );
		expect(
			await screen.findByText(
				'TillSync is switched off in this shop. Activate it under Plugins.'
			)
		).toBeVisible();

		shop.answer( { overview: () => overview() } );
		await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
		expect( await screen.findByText( 'The shop follows the till.' ) ).toBeVisible();
	} );

	it( 'calls a companion that has taken its leave a pause, not a beginning', async () => {
		openPage( '', {
			overview: () =>
				overview( {
					status: { state: 'paused', reason: 'waiting_for_companion', since: null },
				} ),
		} );
		expect(
			await screen.findByText( 'The companion is paired but not running. Start it.' )
		).toBeVisible();
		expect( screen.queryByText( 'Getting started' ) ).toBeNull();
	} );

	it( 'lists what needs attention, most harmful first, each with one button', async () => {
		openPage( '', {
			overview: () =>
				overview( {
					attention: [
						{ kind: 'proposals', since: null, count: 8, hash: null, entries: [] },
						{
							kind: 'parked',
							since: null,
							count: 5,
							hash: null,
							entries: [ 'A', 'B', 'C', 'D' ].map( ( name ) => ( {
								item_id: name,
								name,
								from: null,
								to: null,
							} ) ),
						},
						brake(),
					],
				} ),
		} );
		const region = await screen.findByRole( 'region', { name: 'Needs attention' } );
		expect(
			within( region )
				.getAllByRole( 'heading', { level: 3 } )
				.map( ( { textContent } ) => textContent )
		).toEqual( [
			'2 products would go to zero and are held',
			'5 entries of the till could not be read',
			'8 products of the shop fit items of the till',
		] );
		expect( within( region ).getByText( 'A, B, C and 2 more' ) ).toBeVisible();
		expect(
			within( region ).getByRole( 'link', { name: 'See the proposals' } )
		).toHaveAttribute( 'href', expect.stringContaining( 'tab=products&view=proposed' ) );
	} );

	it( 'approves exactly the held list that is shown', async () => {
		const { shop, user, baseElement } = openPage( '', {
			overview: () =>
				overview( {
					status: { state: 'needs_you', reason: 'brake_held', since: null },
					attention: [ brake() ],
				} ),
			commands: () => ( { id: null, state: 'done', message: '' } ),
		} );
		const opener = (
			await screen.findAllByRole( 'button', { name: 'Look at the list' } )
		)[ 0 ];
		await user.click( opener! );
		const dialog = await screen.findByRole( 'dialog', { name: 'Changes that are held' } );
		expect( within( dialog ).getByText( 'Trail Jersey / M' ) ).toBeVisible();
		expect( dialog ).toHaveFocus();
		expect( await axe( baseElement ) ).toHaveNoViolations();

		await user.click( within( dialog ).getByRole( 'button', { name: 'Approve 2 changes' } ) );
		await waitFor( () => expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument() );
		expect( shop.askedOf( 'commands' )[ 0 ]?.body ).toEqual( {
			kind: 'approve_brake',
			hash: HASH,
		} );
		expect(
			screen.getAllByText( '2 changes were approved. The shop follows in seconds.' ).length
		).toBeGreaterThan( 0 );
		expect( opener ).toHaveFocus();
	} );

	it( 'shows the new list instead of approving one that nobody saw', async () => {
		const newer = brake( {
			hash: 'b'.repeat( 64 ),
			count: 1,
			entries: brake().entries.slice( 0, 1 ),
		} );
		let held = brake();
		const { shop, user } = openPage( '', {
			overview: () => overview( { attention: [ held ] } ),
			commands: ( { body } ) => {
				if ( body.hash === newer.hash ) {
					return { id: null, state: 'done', message: '' };
				}
				held = newer;
				return { refused: 'plan_stale' };
			},
		} );
		await user.click( await screen.findByRole( 'button', { name: 'Look at the list' } ) );
		await user.click( screen.getByRole( 'button', { name: 'Approve 2 changes' } ) );
		await user.click( await screen.findByRole( 'button', { name: 'Show the new list' } ) );
		expect( screen.queryByText( 'Rain Cape / L' ) ).not.toBeInTheDocument();

		await user.click( screen.getByRole( 'button', { name: 'Approve 1 change' } ) );
		await waitFor( () =>
			expect( shop.askedOf( 'commands' ).map( ( { body } ) => body.hash ) ).toEqual( [
				HASH,
				newer.hash,
			] )
		);
	} );

	it( 'leads through the first steps, with the next one marked', async () => {
		const { container } = openPage( '', {
			overview: () =>
				overview( {
					status: { state: 'not_connected', reason: 'not_paired', since: null },
					pos: null,
					figures: { ...overview().figures, linked: 0, last_success_at: null },
					attention: [],
					recent: [],
				} ),
			settings_read: () =>
				settings( {
					pos: null,
					pairing: {
						paired: false,
						since: null,
						last_seen: null,
						companion_version: null,
						available: true,
					},
				} ),
		} );
		expect( await screen.findByText( '(done)' ) ).toBeInTheDocument();
		const current = container.querySelector( '[aria-current="step"]' );
		expect( current ).toHaveTextContent( 'The companion is connected' );
		expect( screen.queryByText( 'Nothing needs your attention.' ) ).not.toBeInTheDocument();
		expect( screen.getAllByRole( 'link', { name: 'Connect companion' } ) ).toHaveLength( 1 );
		expect( await axe( container ) ).toHaveNoViolations();
	} );

	it( 'shows how far a full read is', async () => {
		openPage( '', { overview: () => overview( { full_read: { seen: 1200, known: 9000 } } ) } );
		expect(
			await screen.findByText( 'Reading everything from the till: 1,200 of 9,000 items' )
		).toBeVisible();
		expect( screen.getByRole( 'progressbar' ) ).toHaveAttribute( 'value', '13' );
	} );

	it( 'asks for a check and says so; a refusal becomes one notice', async () => {
		const { shop, user } = openPage( '', {
			overview: () => overview(),
			commands: () => ( { id: 4, state: 'waiting', message: '' } ),
		} );
		await user.click( await screen.findByRole( 'button', { name: 'Check now' } ) );
		expect(
			( await screen.findAllByText( /compares every number in seconds/ ) ).length
		).toBeGreaterThan( 0 );
		expect( shop.askedOf( 'commands' )[ 0 ]?.body ).toEqual( { kind: 'check' } );

		shop.answer( { commands: () => ( { refused: 'pos_unknown' } ) } );
		await user.click( screen.getByRole( 'button', { name: 'Check now' } ) );
		await user.click( screen.getByRole( 'button', { name: 'Check now' } ) );
		await waitFor( () =>
			expect(
				screen.getAllByText( /No till is connected yet/, {
					selector: '.components-notice *',
				} )
			).toHaveLength( 1 )
		);
	} );
} );
