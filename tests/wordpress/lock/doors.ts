/**
 * What a door is to the tests and to docs/lock.md.
 */
import type { ShopHandle } from '../../../tools/shop/index.ts';
import type { ShopSession } from '../../support/shop-session.ts';
import type { FieldName } from '@tillsync/contract';
import type { Answer, Beyond, Kind, Outcome, Request, Ways } from './fields.ts';

/** Who stands at a door. */
export interface Visitor {
	readonly shop: ShopHandle;
	/** A shop manager, logged in with a browser. */
	readonly session: ShopSession;
	/** Calls `wp-json/<route>` as a program with an application password. */
	api( method: string, route: string, body?: unknown ): Promise< Answer >;
}

interface Described {
	/** Name in the tests. */
	readonly id: string;
	/** What a person calls it; docs/lock.md. */
	readonly title: string;
	readonly outcome: Outcome;
	/** What the activity log calls it. */
	readonly door: string;
	/** What WooCommerce itself complains of at this door, linked or not. */
	readonly complains?: RegExp;
	/** Sends the requests, each at its own product; answers in their order. */
	send( visitor: Visitor, requests: readonly Request[] ): Promise< readonly Answer[] >;
}

/** A way in to fields. */
export interface Door extends Described {
	readonly kinds: readonly Kind[];
	/** The way to each field of the ownership table, or why there is none. */
	readonly ways: Ways;
	/** Fields that go in one request; any field not named goes alone. Default: each alone. */
	together?( kind: Kind ): readonly ( readonly FieldName[] )[];
	/** Status of a refusal; default 409. */
	readonly status?: number;
	/** Fields that change only by leaving a control out, which looks like a locked form: put back without a word. */
	readonly silent?: readonly FieldName[];
	/** What is known to get through, and what of it; docs/lock.md says so. Whoever closes one takes it away here. */
	readonly gaps?: Readonly< Partial< Record< FieldName, string > > >;
}

/** Something done to a product as a whole. */
export interface Deed extends Described {
	/** What it changes on a product that is not linked. */
	readonly changes: Beyond;
	readonly kinds: readonly Kind[];
	/** True for what the lock lets through. */
	readonly allowed?: boolean;
	readonly status?: number;
}

/** Sends requests one by one, some at the same time. */
export async function each< T >(
	list: readonly T[],
	send: ( item: T ) => Promise< Answer >,
	atOnce = 3
): Promise< readonly Answer[] > {
	const answers: Answer[] = new Array( list.length );
	let next = 0;
	await Promise.all(
		Array.from( { length: atOnce }, async () => {
			while ( next < list.length ) {
				const index = next++;
				answers[ index ] = await send( list[ index ] as T );
			}
		} )
	);
	return answers;
}

/** Runs PHP once for all requests: `$id`, `$payload` and `$target` are set for each, what it returns is the answer’s text. */
export async function inProcess(
	{ shop }: Visitor,
	requests: readonly Request[],
	code: string
): Promise< readonly Answer[] > {
	const said = JSON.parse(
		await shop.php(
			`wp_set_current_user( get_users( array( 'role' => 'administrator' ) )[0]->ID );
			require_once ABSPATH . 'wp-admin/includes/admin.php';
			$answers = array();
			foreach ( json_decode( stream_get_contents( STDIN ), true ) as $request ) {
				$answers[] = ( static function ( int $id, array $payload, array $target ): mixed { ${ code } } )( $request['target']['id'], $request['payload'], $request['target'] );
			}
			echo wp_json_encode( array_map( static fn ( mixed $answer ): string => is_string( $answer ) ? $answer : (string) wp_json_encode( $answer ), $answers ) );`,
			requests
		)
	) as string[];
	return said.map( ( text ) => ( { status: 0, text } ) );
}
