const SIGNALS = [ 'SIGINT', 'SIGTERM' ] as const;

/** Exit code after a second signal: as if the signal itself had ended the process. */
const CODE_AFTER_SECOND: Readonly< Record< ( typeof SIGNALS )[ number ], number > > = {
	SIGINT: 130,
	SIGTERM: 143,
};

/**
 * The first SIGINT or SIGTERM calls `first`; a second one calls `second` with the exit code. Answers a function that
 * takes the listeners away again.
 */
export function onSignals( {
	first,
	second,
	source = process,
}: {
	first: ( signal: string ) => void;
	second: ( code: number ) => void;
	source?: NodeJS.EventEmitter;
} ): () => void {
	let seen = false;
	const removers = SIGNALS.map( ( signal ) => {
		const listener = () => {
			if ( seen ) {
				second( CODE_AFTER_SECOND[ signal ] );
				return;
			}
			seen = true;
			first( signal );
		};
		source.on( signal, listener );
		return () => source.off( signal, listener );
	} );
	return () => removers.forEach( ( remove ) => remove() );
}
