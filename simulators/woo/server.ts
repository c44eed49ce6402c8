import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADMIN_COOKIE } from './rest/authenticate.ts';
import { answer } from './rest/answer.ts';
import type { Shopkeeping } from './model/shopkeeping.ts';
import type { ShopState } from './model/state.ts';
import { adminPage, bundleFile } from './pages/admin-page.ts';
import { shopApi } from './pages/shop-api.ts';
import { productPage, shopPage } from './pages/storefront.ts';

/**
 * What is wrong with the site. `plugin_off` its routes are gone · `maintenance` an HTML page with 503 · `firewall` an HTML page
 * with 200 · `redirect` to a login page · `error` 500 · `silent` accepts and never answers · `cut` half an answer.
 */
export type Outage =
	'none' | 'plugin_off' | 'maintenance' | 'firewall' | 'redirect' | 'error' | 'silent' | 'cut';

export interface Site {
	readonly state: ShopState;
	readonly shop: Shopkeeping;
	readonly bundle: string;
	outage: Outage;
	/** Milliseconds every answer of the REST API waits. */
	latencyMs: number;
	/** Requests of the REST API so far: `POST /heartbeat`. */
	readonly requests: string[];
}

const MOST_BYTES = 4 * 1024 * 1024;
const REST = '/wp-json';

async function readBody( request: IncomingMessage ): Promise< string > {
	const parts: Buffer[] = [];
	let size = 0;
	for await ( const part of request as AsyncIterable< Buffer > ) {
		size += part.length;
		if ( size > MOST_BYTES ) {
			throw new Error( 'The request is too large.' );
		}
		parts.push( part );
	}
	return Buffer.concat( parts ).toString( 'utf8' );
}

function send(
	response: ServerResponse,
	status: number,
	type: string,
	body: string | Buffer
): void {
	response.writeHead( status, { 'Content-Type': type, 'Cache-Control': 'no-store' } );
	response.end( body );
}

const sendJson = ( response: ServerResponse, status: number, body: unknown ): void =>
	send( response, status, 'application/json; charset=utf-8', JSON.stringify( body ) );

const sendHtml = ( response: ServerResponse, body: string, status = 200 ): void =>
	send( response, status, 'text/html; charset=utf-8', body );

const wait = ( ms: number ): Promise< void > =>
	ms > 0 ? new Promise( ( resolve ) => setTimeout( resolve, ms ) ) : Promise.resolve();

/** Answers as the broken site would; false when nothing is broken. */
function brokenAnswer( site: Site, response: ServerResponse ): boolean {
	switch ( site.outage ) {
		case 'plugin_off':
			sendJson( response, 404, {
				code: 'rest_no_route',
				message: 'No route was found matching the URL and request method.',
				data: { status: 404 },
			} );
			return true;
		case 'maintenance':
			sendHtml( response, '<p>Briefly unavailable for scheduled maintenance.</p>', 503 );
			return true;
		case 'firewall':
			sendHtml( response, '<p>Checking your browser.</p>' );
			return true;
		case 'redirect':
			response.writeHead( 302, { Location: '/wp-login.php' } ).end();
			return true;
		case 'error':
			sendJson( response, 500, {
				code: 'internal_server_error',
				message: 'There has been a critical error on this website.',
				data: { status: 500 },
			} );
			return true;
		case 'silent':
			return true;
		case 'cut':
			response.writeHead( 200, {
				'Content-Type': 'application/json',
				'Content-Length': '1000',
			} );
			response.write( '{"seq":' );
			setImmediate( () => response.destroy() );
			return true;
		default:
			return false;
	}
}

async function answerRest(
	site: Site,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL
): Promise< void > {
	const body = await readBody( request );
	const path = url.pathname.slice( REST.length );
	site.requests.push( `${ request.method } ${ path.replace( '/wc-tillsync/v1', '' ) }` );
	await wait( site.latencyMs );
	if ( brokenAnswer( site, response ) ) {
		return;
	}
	const method = request.method ?? 'GET';
	const result = answer( site.state, {
		method: String( request.headers[ 'x-http-method-override' ] ?? method ).toUpperCase(),
		path,
		query: url.searchParams,
		headers: request.headers,
		body,
	} );
	sendJson( response, result.status, result.body );
}

async function answerPage(
	site: Site,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL
): Promise< void > {
	const { state, shop, bundle } = site;
	const path = url.pathname;
	if ( path.startsWith( '/shop-api/' ) ) {
		const { origin } = request.headers;
		if (
			request.method !== 'GET' &&
			origin !== undefined &&
			new URL( origin ).host !== url.host
		) {
			sendJson( response, 403, { message: 'Another site may not do that.' } );
			return;
		}
		const text = await readBody( request );
		let body: unknown;
		try {
			body = text === '' ? undefined : JSON.parse( text );
		} catch {
			body = undefined;
		}
		const result = shopApi(
			state,
			shop,
			request.method ?? 'GET',
			path.slice( '/shop-api'.length ),
			body
		);
		sendJson( response, result.status, result.body );
		return;
	}
	if ( path === '/' ) {
		response.setHeader(
			'Set-Cookie',
			`${ ADMIN_COOKIE }=${ state.admin.cookie }; Path=/; HttpOnly; SameSite=Strict`
		);
		sendHtml( response, adminPage( state, bundle ) );
		return;
	}
	if ( path === '/shop' ) {
		sendHtml( response, shopPage( state ) );
		return;
	}
	const product = state.products.get( Number( /^\/product\/([0-9]+)\/?$/.exec( path )?.[ 1 ] ) );
	if ( product && ! product.trashed ) {
		sendHtml( response, productPage( product, url.searchParams.has( 'edit' ) ) );
		return;
	}
	const file = path.startsWith( '/build/' )
		? await bundleFile( bundle, path.slice( '/build/'.length ) )
		: undefined;
	if ( file ) {
		send( response, 200, file.type, file.content );
	} else {
		sendHtml( response, '<p>There is no such page.</p>', 404 );
	}
}

async function handle(
	site: Site,
	request: IncomingMessage,
	response: ServerResponse
): Promise< void > {
	const host = request.headers.host ?? '';
	if ( ! /^(?:127\.0\.0\.1|localhost)(?::[0-9]+)?$/.test( host ) ) {
		sendHtml( response, '<p>This stand-in answers on 127.0.0.1 alone.</p>', 403 );
		return;
	}
	const url = new URL( request.url ?? '/', `http://${ host }` );
	await ( url.pathname.startsWith( `${ REST }/` ) ? answerRest : answerPage )(
		site,
		request,
		response,
		url
	);
}

/** Listens on 127.0.0.1; `port` 0 takes any free one. */
export async function listen( port: number ): Promise< { server: Server; port: number } > {
	const server = createServer();
	await new Promise< void >( ( resolve, reject ) => {
		server.once( 'error', reject );
		server.listen( port, '127.0.0.1', resolve );
	} );
	return { server, port: ( server.address() as AddressInfo ).port };
}

/** Serves the site from now on. */
export function serve( server: Server, site: Site ): void {
	server.on( 'request', ( request: IncomingMessage, response: ServerResponse ) => {
		handle( site, request, response ).catch( ( error: unknown ) => {
			if ( ! response.headersSent ) {
				sendJson( response, 500, { message: String( error ) } );
			}
		} );
	} );
}
