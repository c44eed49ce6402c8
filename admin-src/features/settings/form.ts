import type { Settings, SettingsAnswer } from '@tillsync/contract';
import { __, sprintf } from '@wordpress/i18n';
import { formatCount } from '../../components/words/numbers.ts';

/** The settings as they are typed: numbers stay text until they are saved, so that nothing typed is lost. */
export interface Draft {
	readonly outlets: readonly string[];
	readonly register: string | null;
	readonly buffer: string;
	readonly percent: string;
	readonly atLeast: string;
	readonly removeData: boolean;
}

export type DraftField = keyof Draft;

/** What is wrong with which field, as a sentence. */
export type Problems = Readonly< Partial< Record< DraftField, string > > >;

/** Bounds of the numbers, as in the contract; what each starts with. */
export const NUMBERS = {
	buffer: { least: 0, most: 9999, start: 0 },
	percent: { least: 1, most: 100, start: 20 },
	atLeast: { least: 1, most: 1000, start: 5 },
} as const;

type NumberField = keyof typeof NUMBERS;

/** Paths of a request, as the shop names them in a refusal. */
const FIELD_OF_PATH: Readonly< Record< string, DraftField > > = {
	outlets: 'outlets',
	register: 'register',
	buffer: 'buffer',
	'brake.percent': 'percent',
	'brake.at_least': 'atLeast',
	remove_data_on_uninstall: 'removeData',
};

export function draftOf( settings: Settings ): Draft {
	return {
		outlets: settings.outlets,
		register: settings.register,
		buffer: String( settings.buffer ),
		percent: String( settings.brake.percent ),
		atLeast: String( settings.brake.at_least ),
		removeData: settings.remove_data_on_uninstall,
	};
}

/** The settings a draft stands for. Only for a draft without problems. */
export function settingsOf( draft: Draft ): Settings {
	return {
		outlets: [ ...draft.outlets ],
		register: draft.register,
		buffer: Number( draft.buffer ),
		brake: { percent: Number( draft.percent ), at_least: Number( draft.atLeast ) },
		remove_data_on_uninstall: draft.removeData,
	};
}

function numberProblem( field: NumberField, typed: string ): string | null {
	const { least, most } = NUMBERS[ field ];
	const fits = /^\d{1,6}$/.test( typed ) && Number( typed ) >= least && Number( typed ) <= most;
	return fits
		? null
		: sprintf(
				/* translators: 1: lowest number, 2: highest number. */
				__( 'Enter a whole number from %1$s to %2$s.', 'tillsync' ),
				formatCount( least ),
				formatCount( most )
			);
}

const registerProblem = () =>
	__( 'Choose a register that stands in one of the chosen outlets.', 'tillsync' );

/** What the draft cannot be saved with. */
export function problemsOf( draft: Draft, pos: SettingsAnswer[ 'pos' ] ): Problems {
	const problems: Partial< Record< DraftField, string > > = {};
	for ( const field of Object.keys( NUMBERS ) as NumberField[] ) {
		const problem = numberProblem( field, draft[ field ] );
		if ( problem !== null ) {
			problems[ field ] = problem;
		}
	}
	const register = pos?.registers.find( ( { id } ) => id === draft.register );
	if ( register && ! draft.outlets.includes( register.outlet_id ) ) {
		problems.register = registerProblem();
	}
	return problems;
}

const REFUSALS: Readonly< Record< DraftField, () => string > > = {
	outlets: () =>
		__( 'The till does not have one of these outlets any more. Choose again.', 'tillsync' ),
	register: registerProblem,
	buffer: () => numberProblem( 'buffer', '' ) ?? '',
	percent: () => numberProblem( 'percent', '' ) ?? '',
	atLeast: () => numberProblem( 'atLeast', '' ) ?? '',
	removeData: () => __( 'This was not understood. Choose again.', 'tillsync' ),
};

/** The fields a refusal of the shop names, each with our own sentence. */
export function refusedFields( fields: readonly { readonly field: string }[] ): Problems {
	const problems: Partial< Record< DraftField, string > > = {};
	for ( const { field } of fields ) {
		const path = field
			.replace( /^(?:body\.)?(?:settings\.)?/, '' )
			.replace( /[.[]\d+\]?.*$/, '' );
		const name = FIELD_OF_PATH[ path ];
		if ( name !== undefined ) {
			problems[ name ] = REFUSALS[ name ]();
		}
	}
	return problems;
}

/** Whether two drafts say the same. */
export function sameDraft( one: Draft, other: Draft ): boolean {
	const words = ( draft: Draft ) =>
		JSON.stringify( { ...draft, outlets: [ ...draft.outlets ].sort() } );
	return words( one ) === words( other );
}
