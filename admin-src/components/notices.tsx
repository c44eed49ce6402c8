import { Notice, SnackbarList } from '@wordpress/components';
import { useEffect, useRef, type JSX } from 'react';

/** Long enough to be read twice. */
const SHOWN_MS = 8_000;

/** A message of the page. */
interface Message {
	readonly id: string;
	readonly kind: 'error' | 'success';
	readonly text: string;
}

/** Takes a message away when it has been there for a while. */
function useExpiry( ids: readonly string[], onDismiss: ( id: string ) => void ): void {
	const timers = useRef( new Map< string, ReturnType< typeof setTimeout > >() );
	const dismiss = useRef( onDismiss );
	dismiss.current = onDismiss;
	useEffect( () => {
		const running = timers.current;
		for ( const id of ids ) {
			if ( ! running.has( id ) ) {
				running.set(
					id,
					setTimeout( () => {
						running.delete( id );
						dismiss.current( id );
					}, SHOWN_MS )
				);
			}
		}
	}, [ ids ] );
	useEffect( () => {
		const running = timers.current;
		return () => running.forEach( ( timer ) => clearTimeout( timer ) );
	}, [] );
}

/**
 * What the page has to say beside its content: what went wrong on top, what went well in passing.
 *
 * @param props
 * @param props.messages  Oldest first.
 * @param props.onDismiss Takes one away.
 */
export function Notices( {
	messages,
	onDismiss,
}: {
	messages: readonly Message[];
	onDismiss: ( id: string ) => void;
} ): JSX.Element {
	const successes = messages.filter( ( { kind } ) => kind === 'success' );
	useExpiry(
		successes.map( ( { id } ) => id ),
		onDismiss
	);
	return (
		<>
			{ messages
				.filter( ( { kind } ) => kind === 'error' )
				.map( ( { id, text } ) => (
					<Notice
						key={ id }
						status="error"
						className="tillsync-notice"
						onRemove={ () => onDismiss( id ) }
					>
						{ text }
					</Notice>
				) ) }
			<SnackbarList
				className="tillsync-snackbars"
				notices={ successes.map( ( { id, text } ) => ( {
					id,
					content: text,
					spokenMessage: text,
					// With a button to dismiss it; otherwise all of it is one button with another name than its text.
					explicitDismiss: true,
				} ) ) }
				onRemove={ onDismiss }
			/>
		</>
	);
}
