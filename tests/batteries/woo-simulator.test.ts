/** The web-store battery on the stand-in. */
import { startWooShop } from '@tillsync/simulators/woo';
import { decodePairing } from '@tillsync/contract';
import { webStoreBattery } from './web-store.battery.ts';

const basic = ( user: string, password: string ) => ( {
	Authorization: `Basic ${ Buffer.from( `${ user }:${ password }` ).toString( 'base64' ) }`,
} );

webStoreBattery( 'Woo simulator', async () => {
	let offset = 0;
	const woo = await startWooShop( { paired: true, clock: () => Date.now() + offset } );
	const read = decodePairing( woo.pairing ?? '' );
	if ( ! read.ok ) {
		throw new Error( `The pairing string is ${ read.problem }.` );
	}
	const { user, password } = read.pairing;
	return {
		root: woo.root,
		companion: basic( user, password ),
		admin: woo.adminAuth,
		customer: basic( woo.customer.user, woo.customer.password ),
		addProducts: async ( wishes ) => wishes.map( ( wish ) => woo.shop.addProduct( wish ) ),
		level: async ( id ) =>
			woo.shop.product( id )?.manageStock === true ? woo.shop.level( id ) : null,
		setLevelBySql: async ( id, level ) => {
			woo.shop.setLevel( id, level, 'sql' );
		},
		trash: async ( id ) => woo.shop.trash( id ),
		placeOrder: async ( productId, quantity ) =>
			woo.shop.placeOrder( [ { productId, quantity: String( quantity ) } ] ),
		cancelOrder: async ( orderId ) => woo.shop.cancel( orderId ),
		advance: async ( seconds ) => {
			offset += seconds * 1000;
		},
		changeAddress: async () => woo.shop.moveFrom( 'https://former.example' ),
		stop: () => woo.stop(),
	};
} );
