import { screen, waitFor, within } from '@testing-library/react';
import type { SettingsSaved } from '@tillsync/contract';
import { axe } from 'jest-axe';
import { openPage, type OpenPage } from '../../support/admin/page.tsx';
import { NOW, settings } from '../../support/admin/samples.ts';
import type { Handlers } from '../../support/admin/shop.ts';

const open = ( handlers: Handlers, query = '' ): OpenPage =>
	openPage( `?tab=settings${ query }`, { settings_read: () => settings(), ...handlers } );

const NO_PLAN: SettingsSaved[ 'plan' ] = { changed: 0, zeroed: 0, examples: [] };

const save = async ( { user }: OpenPage ) =>
	user.click( await screen.findByRole( 'button', { name: 'Save changes' } ) );

describe( 'Settings', () => {
	it( 'shows what is set, each with its effect and default, and no violation', async () => {
		const { container } = open( {} );
		expect( await screen.findByRole( 'checkbox', { name: 'Queen Street' } ) ).toBeChecked();
		expect( screen.getByRole( 'checkbox', { name: 'Harbour' } ) ).not.toBeChecked();
		expect( screen.getByLabelText( 'Safety stock' ) ).toHaveValue( 0 );
		expect( screen.getByText( /kept back from the web.*Default: 0\./ ) ).toBeVisible();
		expect( screen.getByRole( 'button', { name: 'Save changes' } ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect( await axe( container ) ).toHaveNoViolations();
	} );

	it( 'shows the plan before a change that alters levels, and saves what was shown', async () => {
		const page = open( {
			settings_save: ( { body } ) => ( {
				version: 4,
				saved: body.dry_run !== true,
				plan: {
					changed: 14,
					zeroed: 2,
					examples: [ { name: 'Rain Cape', from: '3', to: '0' } ],
				},
			} ),
		} );
		await page.user.click( await screen.findByRole( 'checkbox', { name: 'Harbour' } ) );
		await save( page );
		const dialog = await screen.findByRole( 'dialog', {
			name: 'This changes stock in the shop',
		} );
		expect( dialog ).toHaveTextContent( '14 products will show another number.' );
		expect( dialog ).toHaveTextContent( '2 of them will be out of stock.' );
		expect( dialog ).toHaveTextContent( 'and 13 more' );
		expect( page.shop.askedOf( 'settings_save' ).map( ( { body } ) => body.dry_run ) ).toEqual(
			[ true ]
		);

		await page.user.click(
			within( dialog ).getByRole( 'button', { name: 'Save and change stock' } )
		);
		await waitFor( () => expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument() );
		expect( page.shop.askedOf( 'settings_save' )[ 1 ]?.body ).toMatchObject( {
			version: 3,
			settings: { outlets: [ 'o1', 'o2' ] },
		} );
		expect( screen.getAllByText( 'Settings saved.' ).length ).toBeGreaterThan( 0 );
	} );

	it( 'saves at once what changes no level', async () => {
		const page = open( {
			settings_save: ( { body } ) => ( {
				version: 4,
				saved: body.dry_run !== true,
				plan: NO_PLAN,
			} ),
		} );
		await page.user.click( await screen.findByLabelText( /Remove TillSync’s data/ ) );
		await save( page );
		expect( ( await screen.findAllByText( 'Settings saved.' ) ).length ).toBeGreaterThan( 0 );
		expect( page.shop.askedOf( 'settings_save' )[ 1 ]?.body.settings ).toMatchObject( {
			remove_data_on_uninstall: true,
		} );
	} );

	it( 'asks nothing while a field is wrong, and marks it', async () => {
		const page = open( {} );
		const buffer = await screen.findByLabelText( 'Safety stock' );
		await page.user.clear( buffer );
		await page.user.type( buffer, '-1' );
		await save( page );
		expect( screen.getByText( 'Enter a whole number from 0 to 9,999.' ) ).toBeVisible();
		expect( buffer ).toHaveValue( -1 );
		expect( page.shop.askedOf( 'settings_save' ) ).toHaveLength( 0 );
	} );

	it( 'refuses a register outside of the chosen outlets', async () => {
		const page = open( {} );
		await page.user.click( await screen.findByRole( 'checkbox', { name: 'Harbour' } ) );
		await page.user.click( screen.getByRole( 'checkbox', { name: 'Queen Street' } ) );
		expect(
			screen.getByText( 'Choose a register that stands in one of the chosen outlets.' )
		).toBeVisible();
	} );

	it( 'keeps what was typed when the shop refuses, with the field it names', async () => {
		const page = open( {
			settings_save: () => ( {
				refused: 'settings_invalid',
				fields: [ { field: 'settings.outlets', code: 'unknown', message: 'no' } ],
			} ),
		} );
		const buffer = await screen.findByLabelText( 'Safety stock' );
		await page.user.clear( buffer );
		await page.user.type( buffer, '5' );
		await save( page );
		expect(
			await screen.findByText( 'These settings do not fit together. See the marked fields.' )
		).toBeVisible();
		expect( screen.getByText( /does not have one of these outlets any more/ ) ).toBeVisible();
		expect( buffer ).toHaveValue( 5 );
	} );

	it( 'does not overwrite somebody else’s settings unseen, and keeps what was typed', async () => {
		let version = 3;
		const page = open( {
			settings_read: () => settings( { version } ),
			settings_save: ( { body } ) => {
				if ( body.version === 3 ) {
					version = 8;
					return { refused: 'plan_stale' };
				}
				return { version: 9, saved: body.dry_run !== true, plan: NO_PLAN };
			},
		} );
		const percent = await screen.findByLabelText( /Hold beyond this share/ );
		await page.user.clear( percent );
		await page.user.type( percent, '30' );
		await save( page );
		expect(
			await screen.findByText( /Something changed while you were looking/ )
		).toBeVisible();
		await waitFor( () =>
			expect( page.shop.askedOf( 'settings_read' ).length ).toBeGreaterThan( 1 )
		);
		expect( percent ).toHaveValue( 30 );

		await save( page );
		await waitFor( () =>
			expect( page.shop.askedOf( 'settings_save' ).at( -1 )?.body ).toMatchObject( {
				version: 8,
				settings: { brake: { percent: 30, at_least: 5 } },
			} )
		);
	} );

	it( 'shows the pairing string once, and notices by itself when the companion arrives', async () => {
		const unpaired = {
			paired: false,
			since: null,
			last_seen: null,
			companion_version: null,
			available: true,
		};
		let pairing: ReturnType< typeof settings >[ 'pairing' ] = unpaired;
		const page = open( {
			settings_read: () => settings( { pos: null, pairing } ),
			pairing_create: () => {
				pairing = { ...unpaired, paired: true, since: NOW };
				return {
					pairing: 'tillsync1.abc.0123abcd',
					user: 'tillsync-companion',
					created_at: NOW,
				};
			},
		} );
		await page.user.click( await screen.findByRole( 'button', { name: 'Connect companion' } ) );
		expect( await screen.findByLabelText( 'Pairing string' ) ).toHaveValue(
			'tillsync1.abc.0123abcd'
		);
		expect( screen.getByDisplayValue( 'tillsync pair' ) ).toBeVisible();
		expect( screen.getByText( /as good as a password/ ) ).toBeVisible();
		expect( screen.getByText( /Waiting for the companion/ ) ).toBeVisible();
		expect( await axe( page.container ) ).toHaveNoViolations();

		pairing = { ...pairing, last_seen: NOW, companion_version: '0.1.0' };
		expect(
			await screen.findByText(
				'The companion has arrived.',
				{ selector: '.components-notice *' },
				{ timeout: 8000 }
			)
		).toBeVisible();
		expect( screen.queryByLabelText( 'Pairing string' ) ).not.toBeInTheDocument();
	} );

	it( 'asks before it disconnects', async () => {
		const page = open( { pairing_revoke: () => ( { revoked: true } ) } );
		await page.user.click( await screen.findByRole( 'button', { name: 'Disconnect' } ) );
		const dialog = await screen.findByRole( 'dialog' );
		expect( dialog ).toHaveTextContent( 'Links and stock stay as they are.' );
		expect( page.shop.askedOf( 'pairing_revoke' ) ).toHaveLength( 0 );
		await page.user.click( within( dialog ).getByRole( 'button', { name: 'Disconnect' } ) );
		await waitFor( () => expect( page.shop.askedOf( 'pairing_revoke' ) ).toHaveLength( 1 ) );
	} );

	it( 'lets a person say why the address changed', async () => {
		const moved = settings();
		const page = open( {
			settings_read: () =>
				settings( { shop: { ...moved.shop, moved_from: 'https://old.example' } } ),
			address: () => ( { shop_id: 'abcdefgh', paired: true } ),
		} );
		expect(
			await screen.findByText( /It was https:\/\/old\.example and is now/ )
		).toBeVisible();
		await page.user.click( screen.getByRole( 'radio', { name: /The shop moved/ } ) );
		await page.user.click( screen.getByRole( 'button', { name: 'Confirm' } ) );
		await waitFor( () =>
			expect( page.shop.askedOf( 'address' )[ 0 ]?.body ).toEqual( { choice: 'moved' } )
		);
	} );

	it( 'goes to the part another page pointed to', async () => {
		open( {}, '&section=stock' );
		await waitFor( () =>
			expect( screen.getByRole( 'heading', { name: 'Stock' } ) ).toHaveFocus()
		);
	} );
} );
