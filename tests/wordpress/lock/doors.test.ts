/**
 * Doors × fields: whatever the POS owns, by whichever way in, stays as it was on a linked product, and changes on its unlinked twin.
 */
import { ALL_SHOPS, describeWithShop } from '../../support/real-shop.ts';
import { logIn } from '../../support/shop-session.ts';
import type { Visitor } from './doors.ts';
import { DOORS } from './every-door.ts';
import { tryDeed, tryDoor } from './run.ts';
import { setStage, type Stage } from './stage.ts';

const TIMEOUT_MS = 300_000;

describeWithShop(
	'The lock, doors × fields',
	( { shop } ) => {
		let stage: Stage;
		let visitor: Visitor;

		beforeAll( async () => {
			stage = await setStage( shop() );
			const login = `${ shop().adminUser }:${ shop().applicationPassword }`;
			visitor = {
				shop: shop(),
				session: await logIn( shop(), shop().managerUser, shop().managerPassword ),
				async api( method, route, body ) {
					const answer = await fetch( `${ shop().url }/wp-json/${ route }`, {
						method,
						headers: {
							authorization: `Basic ${ Buffer.from( login ).toString( 'base64' ) }`,
							'content-type': 'application/json',
						},
						...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
					} );
					return { status: answer.status, text: await answer.text() };
				},
			};
		}, TIMEOUT_MS );

		test.each(
			DOORS.fields.flatMap( ( door ) =>
				door.kinds.map( ( kind ) => [ door.id, kind, door ] as const )
			)
		)(
			'%s, %s',
			async ( _id, kind, door ) => {
				expect( await tryDoor( door, kind, stage, visitor ) ).toEqual( [] );
			},
			TIMEOUT_MS
		);

		if ( DOORS.deeds.length > 0 ) {
			test.each(
				DOORS.deeds.flatMap( ( deed ) =>
					deed.kinds.map( ( kind ) => [ deed.id, kind, deed ] as const )
				)
			)(
				'%s, %s',
				async ( _id, kind, deed ) => {
					expect( await tryDeed( deed, kind, stage, visitor ) ).toEqual( [] );
				},
				TIMEOUT_MS
			);
		}
	},
	{ modes: ALL_SHOPS }
);
