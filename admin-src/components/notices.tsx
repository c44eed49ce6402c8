import { Notice, SnackbarList } from '@wordpress/components';
import type { JSX } from 'react';

/** A message of the page. */
interface Message {
	readonly id: string;
	readonly kind: 'error' | 'success';
	readonly text: string;
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
				notices={ messages
					.filter( ( { kind } ) => kind === 'success' )
					.map( ( { id, text } ) => ( { id, content: text, spokenMessage: text } ) ) }
				onRemove={ onDismiss }
			/>
		</>
	);
}
