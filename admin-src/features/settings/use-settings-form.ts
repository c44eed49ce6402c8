import type { SettingsAnswer, SettingsSaved } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { useSaveSettings } from '../../api/changes.ts';
import { useServices } from '../../api/context.tsx';
import { isFailure } from '../../api/failure.ts';
import { failureSentence } from '../../api/failure-sentences.ts';
import { draftOf, problemsOf, refusedFields, sameDraft, settingsOf } from './form.ts';
import type { Draft, Problems } from './form.ts';

/** What a person has typed, on top of the version it was typed on. */
interface Edit {
	readonly version: number;
	readonly draft: Draft;
}

export interface SettingsForm {
	readonly draft: Draft;
	/** Whether anything differs from what is saved. */
	readonly changed: boolean;
	readonly problems: Problems;
	/** Why saving did not work; null: it did, or was not tried. */
	readonly failure: string | null;
	readonly busy: boolean;
	/** What saving would do to the shop, waiting for a yes; null: nothing waits. */
	readonly plan: SettingsSaved[ 'plan' ] | null;
	change( part: Partial< Draft > ): void;
	/** Forgets what was typed. */
	discard(): void;
	/** Asks the shop what saving would do, and saves at once when no level changes. */
	save(): Promise< void >;
	/** Saves what the plan showed. */
	confirm(): Promise< void >;
	/** Leaves the plan; what was typed stays. */
	leavePlan(): void;
}

/**
 * The settings form. What is typed is kept whatever happens: while answers come in, and when saving fails. Should somebody else
 * have saved in the meantime, the shop refuses, the form says so, and saving again is saving on top of theirs.
 */
export function useSettingsForm(
	saved: SettingsAnswer,
	reload: () => Promise< SettingsAnswer | undefined >
): SettingsForm {
	const [ edit, setEdit ] = useState< Edit | null >( null );
	const [ refused, setRefused ] = useState< Problems >( {} );
	const [ failure, setFailure ] = useState< string | null >( null );
	const [ plan, setPlan ] = useState< SettingsSaved[ 'plan' ] | null >( null );
	const request = useSaveSettings();
	const { notices } = useServices();

	const stored = draftOf( saved.settings );
	const draft = edit?.draft ?? stored;
	const problems = { ...refused, ...problemsOf( draft, saved.pos ) };

	const send = async ( dryRun: boolean ): Promise< SettingsSaved | null > => {
		try {
			return await request.mutateAsync( {
				version: edit?.version ?? saved.version,
				settings: settingsOf( draft ),
				...( dryRun ? { dry_run: true } : {} ),
			} );
		} catch ( thrown ) {
			setPlan( null );
			setFailure( failureSentence( thrown ) );
			if ( isFailure( thrown ) ) {
				setRefused( refusedFields( thrown.fields ) );
				if ( thrown.failure === 'plan_stale' ) {
					// The next try is on top of what is there now; what was typed stays.
					const fresh = await reload();
					if ( fresh ) {
						setEdit( ( current ) => ( {
							version: fresh.version,
							draft: current?.draft ?? draft,
						} ) );
					}
				}
			}
			return null;
		}
	};

	const finish = async () => {
		if ( await send( false ) ) {
			setPlan( null );
			setEdit( null );
			notices.show( 'success', __( 'Settings saved.', 'tillsync' ) );
		}
	};

	return {
		draft,
		changed: ! sameDraft( draft, stored ),
		problems,
		failure,
		busy: request.isPending,
		plan,
		change( part ) {
			setEdit( {
				version: edit?.version ?? saved.version,
				draft: { ...draft, ...part },
			} );
			setRefused( {} );
			setFailure( null );
		},
		discard() {
			setEdit( null );
			setRefused( {} );
			setFailure( null );
		},
		async save() {
			setFailure( null );
			setRefused( {} );
			if ( Object.keys( problemsOf( draft, saved.pos ) ).length > 0 ) {
				setFailure( __( 'Some fields need another look. They are marked.', 'tillsync' ) );
				return;
			}
			const answer = await send( true );
			if ( answer === null ) {
				return;
			}
			if ( answer.plan.changed === 0 ) {
				await finish();
			} else {
				setPlan( answer.plan );
			}
		},
		confirm: finish,
		leavePlan: () => setPlan( null ),
	};
}
