import { readPlace, writePlace } from '../../../admin-src/components/location.tsx';
import {
	DEFAULT_LOOKS,
	placeOf,
	queryOf,
	viewOf,
} from '../../../admin-src/features/products/table-view.ts';

describe( 'what the address keeps', () => {
	it( 'reads what is ours and leaves the rest alone', () => {
		expect( readPlace( '?page=wc-admin&path=%2Ftillsync&tab=products&view=proposed' ) ).toEqual(
			{
				tab: 'products',
				view: 'proposed',
			}
		);
		expect(
			writePlace( '?page=wc-admin&path=%2Ftillsync&tab=products&view=held', {
				tab: 'activity',
			} )
		).toBe( '?page=wc-admin&path=%2Ftillsync&tab=activity' );
	} );

	it( 'takes an unknown tab for the first one', () => {
		expect( readPlace( '?tab=orders&search=x' ) ).toEqual( { search: 'x' } );
	} );

	it.each( [
		[ 'no page', {}, 1 ],
		[ 'a page', { pageno: '12' }, 12 ],
		[ 'nonsense', { pageno: '-1' }, 1 ],
		[ 'a page beyond all bounds', { pageno: '1000000' }, 1 ],
	] )( 'asks for the right page: %s', ( _name, place, page ) => {
		expect( queryOf( place, DEFAULT_LOOKS ) ).toMatchObject( { page } );
	} );

	it( 'cuts a search to what the shop takes', () => {
		expect( queryOf( { search: 'x'.repeat( 300 ) }, DEFAULT_LOOKS ).search ).toHaveLength(
			100
		);
	} );

	it( 'goes from table to address and back without loss', () => {
		const place = {
			tab: 'products',
			view: 'in_shop',
			search: 'cape',
			pageno: '3',
			orderby: 'changed',
			order: 'desc',
		} as const;
		expect( placeOf( place, viewOf( place, DEFAULT_LOOKS ) ) ).toEqual( place );
	} );

	it( 'starts at the first page when the search changes', () => {
		const place = { tab: 'products', pageno: '3' } as const;
		const view = { ...viewOf( place, DEFAULT_LOOKS ), search: 'cape' };
		expect( placeOf( place, view ) ).toEqual( { tab: 'products', search: 'cape' } );
	} );
} );
