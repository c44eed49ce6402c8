import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Journal } from '../till/journal.ts';
import type { TillRequest } from '../till/routes.ts';
import type { VendorHandler } from '../vendor/gate.ts';
import { jsonAnswer, readJson, send } from './messages.ts';
import type { Answer } from './messages.ts';

export interface ServerParts {
	readonly vendor: VendorHandler;
	readonly till: ( request: TillRequest ) => Answer;
	readonly journal: Journal;
	/** The till page's file at a path, or null. */
	readonly page: ( path: string ) => Answer | null;
	/** Told of our own defects; the request was answered 500. */
	readonly onDefect: ( error: unknown ) => void;
}

/**
 * The vendor's API under /api, the till's under /till, the page under /. Only
 * /api is meant for others; the rest answers to this machine's own names and,
 * where it changes something, to its own page or to a client without one.
 */
export function createHttpServer( parts: ServerParts ): Server {
	const server = createServer( ( request, response ) => {
		answer( request, response ).catch( ( error: unknown ) => {
			if ( response.destroyed ) {
				// The client went away in the middle: nobody's defect.
				return;
			}
			parts.onDefect( error );
			if ( response.headersSent ) {
				response.destroy();
			} else {
				send( response, tillError( 500, 'defect', 'The simulator has a defect.' ) );
			}
		} );
	} );

	async function answer( request: IncomingMessage, response: ServerResponse ): Promise< void > {
		const url = new URL( request.url ?? '/', 'http://till.invalid' );
		if ( url.pathname.startsWith( '/api/' ) ) {
			await parts.vendor( request, response, url );
			return;
		}
		const stranger = foreign( request );
		if ( stranger ) {
			send( response, stranger );
			return;
		}
		if ( ! url.pathname.startsWith( '/till/' ) ) {
			const file = request.method === 'GET' ? parts.page( url.pathname ) : null;
			send( response, file ?? tillError( 404, 'no_route', 'There is nothing here.' ) );
			return;
		}
		if ( url.pathname === '/till/events' && wantsStream( request ) ) {
			stream( request, response, url );
			return;
		}
		const read = await readJson( request );
		send(
			response,
			'problem' in read
				? tillError( 400, 'no_json', read.problem )
				: parts.till( {
						method: request.method ?? 'GET',
						path: url.pathname.slice( '/till/'.length ).split( '/' ).map( decode ),
						query: url.searchParams,
						body: read.body,
					} )
		);
	}

	/** Against pages elsewhere that talk to this machine behind one's back. */
	function foreign( request: IncomingMessage ): Answer | null {
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const own = [ `127.0.0.1:${ port }`, `localhost:${ port }` ];
		if ( ! own.includes( request.headers.host ?? '' ) ) {
			return tillError( 403, 'foreign_host', 'The till answers under 127.0.0.1 only.' );
		}
		if ( request.method === 'GET' || request.method === 'HEAD' ) {
			return null;
		}
		const { origin } = request.headers;
		if ( origin !== undefined && ! own.some( ( host ) => origin === `http://${ host }` ) ) {
			return tillError( 403, 'foreign_origin', 'Another page may not work this till.' );
		}
		const type = request.headers[ 'content-type' ] ?? '';
		if ( request.method !== 'DELETE' && ! type.startsWith( 'application/json' ) ) {
			return tillError( 415, 'no_json', 'Send application/json.' );
		}
		return null;
	}

	/** Server-sent events; `Last-Event-ID` or `after` says where to go on. */
	function stream( request: IncomingMessage, response: ServerResponse, url: URL ): void {
		const from = Number(
			request.headers[ 'last-event-id' ] ?? url.searchParams.get( 'after' ) ?? 0
		);
		response.writeHead( 200, {
			'Content-Type': 'text/event-stream; charset=utf-8',
			'Cache-Control': 'no-store',
		} );
		const write = ( event: { readonly id: number } ): void => {
			response.write( `id: ${ event.id }\ndata: ${ JSON.stringify( event ) }\n\n` );
		};
		response.write( ': till\n\n' );
		parts.journal.after( Number.isInteger( from ) ? from : 0 ).forEach( write );
		request.once( 'close', parts.journal.subscribe( write ) );
	}

	return server;
}

function wantsStream( request: IncomingMessage ): boolean {
	return (
		request.method === 'GET' && ( request.headers.accept ?? '' ).includes( 'text/event-stream' )
	);
}

function tillError( status: number, code: string, message: string ): Answer {
	return jsonAnswer( status, { error: { code, message, field: '' } } );
}

function decode( part: string ): string {
	try {
		return decodeURIComponent( part );
	} catch {
		return part;
	}
}
