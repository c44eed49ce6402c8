import { RadioControl, Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState, type JSX } from 'react';
import { useAddressChoice } from '../../api/changes.ts';
import { useServices } from '../../api/context.tsx';
import { Section } from '../../components/section.tsx';

type Choice = 'moved' | 'copy';

/**
 * The shop answers under another address than before: whether it moved or is a copy is for a person to say.
 *
 * @param props
 * @param props.from Address it had.
 * @param props.to   Address it has.
 */
export function AddressSection( { from, to }: { from: string; to: string } ): JSX.Element {
	const [ choice, setChoice ] = useState< Choice | null >( null );
	const address = useAddressChoice();
	const { notices } = useServices();

	const say = () => {
		if ( choice === null ) {
			return;
		}
		address.mutate( choice, {
			onSuccess: () =>
				notices.show(
					'success',
					choice === 'moved'
						? __( 'Thank you. The shop follows the till again.', 'tillsync' )
						: __(
								'This copy is on its own now. Connect a companion if it needs one.',
								'tillsync'
							)
				),
		} );
	};

	return (
		<Section title={ __( 'The address of this shop has changed', 'tillsync' ) } name="address">
			<p>
				{ sprintf(
					/* translators: 1: old address, 2: new address. */
					__(
						'It was %1$s and is now %2$s. Nothing is written until you say why.',
						'tillsync'
					),
					from,
					to
				) }
			</p>
			<RadioControl
				label={ __( 'What happened?', 'tillsync' ) }
				selected={ choice ?? '' }
				options={ [
					{
						value: 'moved',
						label: __( 'The shop moved', 'tillsync' ),
						description: __(
							'Everything goes on as before under the new address. Choose this also after a change from http to https.',
							'tillsync'
						),
					},
					{
						value: 'copy',
						label: __( 'This is a copy', 'tillsync' ),
						description: __(
							'For a test site beside the real one. The copy is disconnected; the real shop is not touched.',
							'tillsync'
						),
					},
				] }
				onChange={ ( value ) => setChoice( value === 'copy' ? 'copy' : 'moved' ) }
			/>
			<p>
				<Button
					__next40pxDefaultSize
					variant="primary"
					disabled={ choice === null || address.isPending }
					accessibleWhenDisabled
					isBusy={ address.isPending }
					onClick={ say }
				>
					{ __( 'Confirm', 'tillsync' ) }
				</Button>
			</p>
		</Section>
	);
}
