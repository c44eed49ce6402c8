import { parseArgs } from 'node:util';

/** What can be chosen on the command line. */
export interface DemoOptions {
	/** Port of the till; the shop takes the next one. */
	readonly port: number;
	/** Use the stand-in even where a real shop is possible. */
	readonly fallback: boolean;
	/** Seconds between two readings of the till. */
	readonly pollSeconds: number;
}

const DEFAULT_PORT = 8810;
const DEFAULT_POLL_SECONDS = 2;

export const HELP = `Starts a simulated till, the companion and a shop, paired and with products linked, and
prints a line for whatever happens. Ctrl-C stops all of it.

  npm run demo -- [options]

  --port <n>     port of the till; the shop takes the next one (default ${ DEFAULT_PORT };
                 when one is in use, another is taken)
  --poll <s>     seconds between two readings of the till, 1 to 3600 (default ${ DEFAULT_POLL_SECONDS })
  --fallback     the shop without WordPress, even where a real one is possible
  --help         this text
`;

function wholeNumber( name: string, text: string, least: number, most: number ): number {
	const value = Number( text );
	if ( ! /^[0-9]+$/.test( text ) || value < least || value > most ) {
		throw new Error(
			`--${ name } takes a whole number from ${ least } to ${ most }, not "${ text }".`
		);
	}
	return value;
}

/**
 * Reads the command line; null: the help was asked for.
 *
 * @throws Error with one sentence about what is wrong.
 */
export function readOptions( args: readonly string[] ): DemoOptions | null {
	const { values } = parseArgs( {
		args: [ ...args ],
		options: {
			port: { type: 'string', default: String( DEFAULT_PORT ) },
			poll: { type: 'string', default: String( DEFAULT_POLL_SECONDS ) },
			fallback: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	} );
	return values.help
		? null
		: {
				port: wholeNumber( 'port', values.port, 0, 65_534 ),
				pollSeconds: wholeNumber( 'poll', values.poll, 1, 3600 ),
				fallback: values.fallback,
			};
}
