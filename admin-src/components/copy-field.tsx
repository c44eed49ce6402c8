import { Button, TextControl, TextareaControl } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { __ } from '@wordpress/i18n';
import { useRef, useState, type JSX } from 'react';

/**
 * Text to be copied: selected by a click, copied by its button.
 *
 * @param props
 * @param props.label Says what the text is.
 * @param props.value The text.
 * @param props.help  What to do with it.
 * @param props.long  More than a line.
 */
export function CopyField( {
	label,
	value,
	help,
	long = false,
}: {
	label: string;
	value: string;
	help?: string;
	long?: boolean;
} ): JSX.Element {
	const box = useRef< HTMLDivElement >( null );
	const [ said, setSaid ] = useState< string | null >( null );
	const field = () => box.current?.querySelector< HTMLInputElement >( 'input, textarea' );

	const copy = async () => {
		field()?.select();
		let message: string = __( 'Copied.', 'tillsync' );
		try {
			// Without HTTPS a browser offers no clipboard; the text is selected all the same.
			await navigator.clipboard.writeText( value );
		} catch {
			message = __( 'Selected. Press Ctrl+C or ⌘C to copy.', 'tillsync' );
		}
		setSaid( message );
		speak( message );
	};
	const Control = long ? TextareaControl : TextControl;

	return (
		<div className="tillsync-copy" ref={ box }>
			<Control
				__nextHasNoMarginBottom
				{ ...( long ? { rows: 4 } : { __next40pxDefaultSize: true } ) }
				className="tillsync-copy__field"
				label={ label }
				help={ said ?? help }
				value={ value }
				onChange={ () => undefined }
				readOnly
				spellCheck={ false }
				autoComplete="off"
				dir="ltr"
				onFocus={ () => field()?.select() }
			/>
			<Button
				__next40pxDefaultSize
				variant="secondary"
				onClick={ () => void copy() }
				/* translators: %s: what is copied. */
				aria-label={ `${ __( 'Copy', 'tillsync' ) }: ${ label }` }
			>
				{ __( 'Copy', 'tillsync' ) }
			</Button>
		</div>
	);
}
