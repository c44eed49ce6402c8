import { Card, CardBody, ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { OverviewAnswer } from '@tillsync/contract';
import { useState, type JSX } from 'react';
import { useCommand } from '../../api/changes.ts';
import { useServices } from '../../api/context.tsx';
import { failureSentence } from '../../api/failure-sentences.ts';
import { useOverview } from '../../api/queries.ts';
import { ActivityEntries } from '../../components/activity/activity-list.tsx';
import { Badge } from '../../components/badge.tsx';
import { PlaceLink } from '../../components/place-link.tsx';
import { Section } from '../../components/section.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { TimeAgo } from '../../components/time.tsx';
import { formatCount } from '../../components/words/numbers.ts';
import { ActionButton } from './action-button.tsx';
import { AttentionList } from './attention-list.tsx';
import { BrakeDialog } from './brake-dialog.tsx';
import { Figures } from './figures.tsx';
import { FirstSteps } from './first-steps.tsx';
import { REASONS, STATES } from './status.ts';

/** Reasons for which setting up is not finished. */
const SETTING_UP: ReadonlySet< OverviewAnswer[ 'status' ][ 'reason' ] > = new Set( [
	'not_paired',
	'waiting_for_companion',
	'pos_not_configured',
	'outlets_not_chosen',
] );

/** So many entries the shop tells at most. */
const RECENT = 10;

interface Buttons {
	readonly onCheck: () => void;
	readonly onBrake: () => void;
	readonly busy: boolean;
}

function StatusLine( {
	overview,
	...buttons
}: { overview: OverviewAnswer } & Buttons ): JSX.Element {
	const { status, figures, pos } = overview;
	const { label, tone } = STATES[ status.state ];
	const words = REASONS[ status.reason ];
	return (
		<Card className="tillsync-status">
			<CardBody>
				<div className="tillsync-status__text">
					<h2>
						<Badge tone={ tone }>{ label() }</Badge>
					</h2>
					<p>{ words.text() }</p>
					<p className="tillsync-quiet">
						{ pos !== null && <>{ `${ pos.vendor_label } · ${ pos.retailer }` }</> }
						{ pos !== null && figures.last_success_at !== null && ' · ' }
						{ figures.last_success_at !== null && (
							<>
								{ __( 'last in step:', 'tillsync' ) }{ ' ' }
								<TimeAgo at={ figures.last_success_at } />
							</>
						) }
					</p>
				</div>
				<ActionButton
					action={ words.action }
					label={ words.button() }
					primary={ status.state !== 'running' }
					{ ...buttons }
				/>
			</CardBody>
		</Card>
	);
}

function FullRead( { progress }: { progress: { seen: number; known: number } } ): JSX.Element {
	const known = Math.max( progress.known, progress.seen );
	const label = sprintf(
		/* translators: 1: items read, 2: items there are. */
		__( 'Reading everything from the till: %1$s of %2$s items', 'tillsync' ),
		formatCount( progress.seen ),
		formatCount( known )
	);
	return (
		<Card>
			<CardBody className="tillsync-progress">
				<p>{ label }</p>
				<ProgressBar
					value={ known === 0 ? 0 : Math.round( ( 100 * progress.seen ) / known ) }
					aria-label={ label }
				/>
			</CardBody>
		</Card>
	);
}

/** Is it running, and does anything need me? */
export function OverviewPage(): JSX.Element {
	const overview = useOverview();
	const command = useCommand();
	const { notices } = useServices();
	const [ brakeOpen, setBrakeOpen ] = useState( false );

	if ( overview.data === undefined ) {
		return overview.isError ? (
			<ErrorState
				message={ failureSentence( overview.error ) }
				onRetry={ () => void overview.refetch() }
				busy={ overview.isFetching }
			/>
		) : (
			<Skeleton rows={ 6 } />
		);
	}

	const { data } = overview;
	const held = data.attention.find( ( { kind } ) => kind === 'brake' );
	const onCheck = () =>
		command.mutate(
			{ kind: 'check' },
			{
				onSuccess: () =>
					notices.show(
						'success',
						__(
							'Asked for. The companion compares every number in seconds.',
							'tillsync'
						)
					),
			}
		);
	const onBrake = () => setBrakeOpen( true );
	// A companion that was there and has taken its leave is a pause, not a beginning.
	const settingUp = data.status.state !== 'paused' && SETTING_UP.has( data.status.reason );

	return (
		<>
			<StatusLine
				overview={ data }
				onCheck={ onCheck }
				onBrake={ onBrake }
				busy={ command.isPending }
			/>
			{ data.full_read !== null && <FullRead progress={ data.full_read } /> }
			{ settingUp && (
				<FirstSteps overview={ data } offered={ REASONS[ data.status.reason ].action } />
			) }
			<Figures figures={ data.figures } />
			{ ( data.status.state !== 'not_connected' || data.attention.length > 0 ) && (
				<AttentionList overview={ data } onCheck={ onCheck } onBrake={ onBrake } />
			) }
			<Section
				title={ __( 'Lately', 'tillsync' ) }
				aside={
					<PlaceLink to={ { tab: 'activity' } }>
						{ __( 'All activity', 'tillsync' ) }
					</PlaceLink>
				}
			>
				{ data.recent.length === 0 ? (
					<EmptyState title={ __( 'Nothing has happened yet.', 'tillsync' ) } />
				) : (
					<ActivityEntries rows={ data.recent } cut={ data.recent.length >= RECENT } />
				) }
			</Section>
			{ brakeOpen && held !== undefined && (
				<BrakeDialog held={ held } onClose={ () => setBrakeOpen( false ) } />
			) }
		</>
	);
}
