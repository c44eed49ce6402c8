import { Icon } from '@wordpress/components';
import { check } from '@wordpress/icons';
import { __ } from '@wordpress/i18n';
import type { OverviewAnswer } from '@tillsync/contract';
import type { JSX } from 'react';
import { POLL_MS, useSettings } from '../../api/queries.ts';
import { failureSentence } from '../../api/failure-sentences.ts';
import { Section } from '../../components/section.tsx';
import { ErrorState, Skeleton } from '../../components/states.tsx';
import { ActionButton } from './action-button.tsx';
import type { StatusAction } from './status.ts';
import { setupSteps, type Step } from './steps.ts';

const nothing = () => undefined;

function StepEntry( {
	step,
	current,
	offered,
}: {
	step: Step;
	current: boolean;
	offered: StatusAction;
} ): JSX.Element {
	const done = step.missing.length === 0;
	return (
		<li
			className={ `tillsync-steps__step${ done ? ' is-done' : '' }` }
			aria-current={ current ? 'step' : undefined }
		>
			<span className="tillsync-steps__sign" aria-hidden="true">
				{ done && <Icon icon={ check } size={ 20 } /> }
			</span>
			<div className="tillsync-steps__text">
				<h3>
					{ step.title }
					<span className="screen-reader-text">
						{ ' ' }
						{ done ? __( '(done)', 'tillsync' ) : __( '(not done yet)', 'tillsync' ) }
					</span>
				</h3>
				{ step.missing.map( ( text ) => (
					<p key={ text }>{ text }</p>
				) ) }
				{ step.hint !== undefined && <p className="tillsync-quiet">{ step.hint }</p> }
			</div>
			{ current && step.action !== null && ! sameAction( step.action.to, offered ) && (
				<ActionButton
					action={ step.action.to }
					label={ step.action.label }
					onCheck={ nothing }
					onBrake={ nothing }
					primary
				/>
			) }
		</li>
	);
}

const sameAction = ( one: StatusAction, other: StatusAction ): boolean =>
	JSON.stringify( one ) === JSON.stringify( other );

/**
 * The steps to a working connection, each checked live. They can be left and taken up again at any time.
 *
 * @param props
 * @param props.overview What the shop tells.
 * @param props.offered  What the status line's button does already; no step offers the same again.
 */
export function FirstSteps( {
	overview,
	offered,
}: {
	overview: OverviewAnswer;
	offered: StatusAction;
} ): JSX.Element {
	const settings = useSettings( POLL_MS.overview );
	const steps = settings.data ? setupSteps( overview, settings.data ) : [];
	const next = steps.find( ( { missing } ) => missing.length > 0 );
	return (
		<Section title={ __( 'Getting started', 'tillsync' ) }>
			{ settings.data === undefined && ! settings.isError && <Skeleton rows={ 4 } /> }
			{ settings.data === undefined && settings.isError && (
				<ErrorState
					message={ failureSentence( settings.error ) }
					onRetry={ () => void settings.refetch() }
					busy={ settings.isFetching }
				/>
			) }
			<ol className="tillsync-steps">
				{ steps.map( ( step ) => (
					<StepEntry
						key={ step.key }
						step={ step }
						current={ step === next }
						offered={ offered }
					/>
				) ) }
			</ol>
		</Section>
	);
}
