import { CheckboxControl, SelectControl, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { SettingsAnswer } from '@tillsync/contract';
import { useId, type JSX } from 'react';
import { Section } from '../../components/section.tsx';
import { NUMBERS, type DraftField } from './form.ts';
import type { SettingsForm } from './use-settings-form.ts';

const NONE = '';

interface Props {
	readonly form: SettingsForm;
	readonly pos: SettingsAnswer[ 'pos' ];
}

/** What is wrong with a field, where a screen reader finds it with the field. */
function Problem( { form, field }: { form: SettingsForm; field: DraftField } ): JSX.Element | null {
	const problem = form.problems[ field ];
	return problem === undefined ? null : (
		<p className="tillsync-problem" role="alert">
			{ problem }
		</p>
	);
}

function NumberField( {
	form,
	field,
	label,
	help,
}: {
	form: SettingsForm;
	field: keyof typeof NUMBERS;
	label: string;
	help: string;
} ): JSX.Element {
	const { least, most } = NUMBERS[ field ];
	return (
		<div className="tillsync-field is-short">
			<TextControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				type="number"
				min={ least }
				max={ most }
				step={ 1 }
				label={ label }
				help={ help }
				value={ form.draft[ field ] }
				onChange={ ( value ) => form.change( { [ field ]: value } ) }
				aria-invalid={ form.problems[ field ] !== undefined }
			/>
			<Problem form={ form } field={ field } />
		</div>
	);
}

function Outlets( {
	form,
	pos,
}: {
	form: SettingsForm;
	pos: NonNullable< Props[ 'pos' ] >;
} ): JSX.Element {
	const { outlets } = form.draft;
	const helpId = useId();
	return (
		<fieldset className="tillsync-field" aria-describedby={ helpId }>
			<legend>{ __( 'Outlets', 'tillsync' ) }</legend>
			<p id={ helpId } className="tillsync-quiet">
				{ __(
					'The shop sells the stock of these outlets added up. At first none is chosen, and nothing is written.',
					'tillsync'
				) }
			</p>
			{ pos.outlets.map( ( { id, name } ) => (
				<CheckboxControl
					key={ id }
					__nextHasNoMarginBottom
					label={ name }
					checked={ outlets.includes( id ) }
					onChange={ ( chosen ) =>
						form.change( {
							outlets: chosen
								? [ ...outlets, id ]
								: outlets.filter( ( outlet ) => outlet !== id ),
						} )
					}
				/>
			) ) }
			<Problem form={ form } field="outlets" />
		</fieldset>
	);
}

function Register( {
	form,
	pos,
}: {
	form: SettingsForm;
	pos: NonNullable< Props[ 'pos' ] >;
} ): JSX.Element {
	const { outlets, register } = form.draft;
	const nameOf = ( outlet: string ) =>
		pos.outlets.find( ( { id } ) => id === outlet )?.name ?? '';
	const offered = pos.registers.filter(
		( { id, outlet_id: outlet } ) => outlets.includes( outlet ) || id === register
	);
	return (
		<div className="tillsync-field">
			<SelectControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				label={ __( 'Register for web orders', 'tillsync' ) }
				help={ __(
					'Must stand in one of the chosen outlets. This version does not send orders to the till yet; the choice is kept for then. At first none is chosen.',
					'tillsync'
				) }
				value={ register ?? NONE }
				options={ [
					{ value: NONE, label: __( 'None', 'tillsync' ) },
					...offered.map( ( { id, name, outlet_id: outlet } ) => ( {
						value: id,
						label: `${ name } (${ nameOf( outlet ) })`,
					} ) ),
				] }
				onChange={ ( value ) => form.change( { register: value === NONE ? null : value } ) }
				aria-invalid={ form.problems.register !== undefined }
			/>
			<Problem form={ form } field="register" />
		</div>
	);
}

/** Whose stock the shop sells, and how much of it is kept back. */
export function StockSection( { form, pos }: Props ): JSX.Element {
	return (
		<Section title={ __( 'Stock', 'tillsync' ) } name="stock">
			{ pos === null ? (
				<p>
					{ __(
						'Outlets and registers can be chosen here as soon as the till is connected.',
						'tillsync'
					) }
				</p>
			) : (
				<>
					<Outlets form={ form } pos={ pos } />
					<Register form={ form } pos={ pos } />
				</>
			) }
			<NumberField
				form={ form }
				field="buffer"
				label={ __( 'Safety stock', 'tillsync' ) }
				help={ sprintf(
					/* translators: %d: default. */
					__(
						'So many of each product are kept back from the web, for what is being carried to the till right now. Default: %d.',
						'tillsync'
					),
					NUMBERS.buffer.start
				) }
			/>
		</Section>
	);
}

/** When an unusual change waits for a person. */
export function BrakeSection( { form }: { form: SettingsForm } ): JSX.Element {
	return (
		<Section title={ __( 'Emergency brake', 'tillsync' ) }>
			<p>
				{ __(
					'When unusually many products would go to zero within an hour, TillSync holds them and asks you first. A wrong import or an emptied outlet then does not empty the shop.',
					'tillsync'
				) }
			</p>
			<NumberField
				form={ form }
				field="percent"
				label={ __(
					'Hold beyond this share of the linked products, in per cent',
					'tillsync'
				) }
				/* translators: %d: default. */
				help={ sprintf( __( 'Default: %d.', 'tillsync' ), NUMBERS.percent.start ) }
			/>
			<NumberField
				form={ form }
				field="atLeast"
				label={ __( 'Never hold fewer products than this', 'tillsync' ) }
				/* translators: %d: default. */
				help={ sprintf( __( 'Default: %d.', 'tillsync' ), NUMBERS.atLeast.start ) }
			/>
		</Section>
	);
}

/** What becomes of TillSync's own data. */
export function DataSection( { form }: { form: SettingsForm } ): JSX.Element {
	return (
		<Section title={ __( 'Data', 'tillsync' ) }>
			<CheckboxControl
				__nextHasNoMarginBottom
				label={ __( 'Remove TillSync’s data when the plugin is deleted', 'tillsync' ) }
				help={ __(
					'Links, history and settings are lost then. Products and their stock always stay. Default: off, so that everything is there when the plugin comes back.',
					'tillsync'
				) }
				checked={ form.draft.removeData }
				onChange={ ( removeData ) => form.change( { removeData } ) }
			/>
		</Section>
	);
}
