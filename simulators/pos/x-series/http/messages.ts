import type { IncomingMessage, ServerResponse } from 'node:http';

/** A finished answer; `body` is sent as it stands. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly< Record< string, string > >;
	readonly body: string;
}

export function jsonAnswer(
	status: number,
	body: unknown,
	headers: Readonly< Record< string, string > > = {}
): Answer {
	return {
		status,
		headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify( body ),
	};
}

export function send( response: ServerResponse, answer: Answer ): void {
	const body = Buffer.from( answer.body );
	response.writeHead( answer.status, {
		...answer.headers,
		'Content-Length': String( body.length ),
	} );
	response.end( body );
}

/**
 * The body as JSON; an empty one is an empty object.
 *
 * @return `problem` for text that is no JSON and for more than 2 MB.
 */
export async function readJson(
	request: IncomingMessage
): Promise< { readonly body: unknown } | { readonly problem: string } > {
	const chunks: Buffer[] = [];
	let size = 0;
	for await ( const chunk of request as AsyncIterable< Buffer > ) {
		size += chunk.length;
		if ( size > 2_000_000 ) {
			return { problem: 'The body is larger than 2 MB.' };
		}
		chunks.push( chunk );
	}
	const text = Buffer.concat( chunks ).toString( 'utf8' ).trim();
	if ( text === '' ) {
		return { body: {} };
	}
	try {
		return { body: JSON.parse( text ) as unknown };
	} catch {
		return { problem: 'The body is no JSON.' };
	}
}
