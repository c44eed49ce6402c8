/** `tsx simulators/woo/main.ts [--port N]`: a shop of a few products to look at, until Ctrl-C. */
import { parseArgs } from 'node:util';
import { startWooShop } from './index.ts';

const { values } = parseArgs( { options: { port: { type: 'string', default: '0' } } } );

const shop = await startWooShop( {
	port: Number( values.port ),
	paired: true,
	products: [
		{ name: 'Water bottle', sku: 'BOTTLE', price: '19.90', level: '12' },
		{
			name: 'Wool socks',
			variations: [
				{ name: 'S', sku: 'SOCKS-S', price: '24.00', level: '4' },
				{ name: 'M', sku: 'SOCKS-M', price: '24.00', level: '0' },
			],
		},
	],
} );

process.stdout.write(
	[
		`Admin page     ${ shop.adminUrl }`,
		`Products       ${ shop.url }/shop`,
		`Pairing string ${ shop.pairing ?? '' }`,
		'',
	].join( '\n' )
);
process.once( 'SIGINT', () => void shop.stop() );
process.once( 'SIGTERM', () => void shop.stop() );
