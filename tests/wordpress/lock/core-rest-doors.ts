/**
 * Doors of WordPress’s own REST API, which knows products as posts.
 */
import { each, type Door, type Visitor } from './doors.ts';
import { noWay, type Answer, type Request, type Ways } from './fields.ts';
import { WC_V3 } from './rest-doors.ts';

const WP_V2: Ways = {
	...Object.fromEntries(
		Object.keys( WC_V3 ).map( ( field ) => [
			field,
			() => noWay( 'posts have no such field' ),
		] )
	),
	name: () => ( { title: 'Another name' } ),
	slug: ( { unique } ) => ( { slug: `another-slug-${ unique }` } ),
	description: () => ( { content: 'Another text.' } ),
	short_description: () => ( { excerpt: 'Another few words.' } ),
	status: () => ( { status: 'private' } ),
	password: () => ( { password: 'secret' } ),
	date_created: () => ( { date: '2024-01-02T03:04:05' } ),
	tags: ( { other } ) => ( { product_tag: [ other.tag ] } ),
	brand: ( { other } ) => ( { product_brand: [ other.brand ] } ),
	categories: ( { other } ) => ( { product_cat: [ other.category ] } ),
	image: ( { other } ) => ( { featured_media: other.image } ),
	reviews_allowed: () => ( { comment_status: 'closed' } ),
};

const put = ( { api }: Visitor, requests: readonly Request[] ): Promise< readonly Answer[] > =>
	each( requests, ( { target, payload } ) =>
		api( 'PUT', `wp/v2/product/${ target.id }`, payload )
	);

async function batch(
	{ api }: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const AT_ONCE = 20;
	const answers: Answer[] = [];
	for ( let first = 0; first < requests.length; first += AT_ONCE ) {
		const answer = await api( 'POST', 'batch/v1', {
			requests: requests.slice( first, first + AT_ONCE ).map( ( { target, payload } ) => ( {
				method: 'PUT',
				path: `/wp/v2/product/${ target.id }`,
				body: payload,
			} ) ),
		} );
		const { responses = [] } = JSON.parse( answer.text ) as {
			responses?: readonly { readonly status: number; readonly body: unknown }[];
		};
		answers.push(
			...responses.map( ( { status, body } ) => ( { status, text: JSON.stringify( body ) } ) )
		);
	}
	return answers;
}

const refused = {
	outcome: 'refused',
	door: 'rest',
	kinds: [ 'simple', 'variable' ],
	ways: WP_V2,
} as const;

export const CORE_REST_DOORS: readonly Door[] = [
	{ ...refused, id: 'wp/v2', title: 'WordPress REST API `wp/v2/product`', send: put },
	{ ...refused, id: 'batch/v1', title: 'WordPress REST API `batch/v1`', send: batch },
];
