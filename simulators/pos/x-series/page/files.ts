import { readFileSync } from 'node:fs';
import type { Answer } from '../http/messages.ts';

/** Address → file beside this one and its type. Nothing else is served. */
const FILES: Readonly< Record< string, readonly [ file: string, type: string ] > > = {
	'/': [ 'till.html', 'text/html' ],
	'/till.css': [ 'till.css', 'text/css' ],
	'/panels.css': [ 'panels.css', 'text/css' ],
	'/till.js': [ 'till.js', 'text/javascript' ],
	'/api-client.js': [ 'api-client.js', 'text/javascript' ],
	'/basket.js': [ 'basket.js', 'text/javascript' ],
	'/receipts.js': [ 'receipts.js', 'text/javascript' ],
	'/forms.js': [ 'forms.js', 'text/javascript' ],
	'/faults.js': [ 'faults.js', 'text/javascript' ],
	'/dom.js': [ 'dom.js', 'text/javascript' ],
};

/** The till page's files; null for every other address. */
export function pageFile( path: string ): Answer | null {
	// The vendor's web address of an item leads to the page too.
	const name = /^\/product\/[^/]+$/.test( path ) ? '/' : path;
	const entry = Object.hasOwn( FILES, name ) ? FILES[ name ] : undefined;
	if ( ! entry ) {
		return null;
	}
	const [ file, type ] = entry;
	return {
		status: 200,
		headers: {
			'Content-Type': `${ type }; charset=utf-8`,
			'Cache-Control': 'no-cache',
			'Content-Security-Policy':
				"default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
			'X-Content-Type-Options': 'nosniff',
		},
		body: readFileSync( new URL( file, import.meta.url ), 'utf8' ),
	};
}
