import { Button, Notice, Spinner } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { __, sprintf } from '@wordpress/i18n';
import type { SettingsAnswer } from '@tillsync/contract';
import { useEffect, useState, type JSX } from 'react';
import { useCommand, useCreatePairing, useRevokePairing } from '../../api/changes.ts';
import { useServices } from '../../api/context.tsx';
import { failureSentence } from '../../api/failure-sentences.ts';
import { Badge } from '../../components/badge.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Section } from '../../components/section.tsx';
import { TimeAgo } from '../../components/time.tsx';
import { StartGuide } from './start-guide.tsx';

type Question = 'anew' | 'revoke';

/** Whether the companion has called with the credential made at `since`. */
function hasArrived(
	{ paired, last_seen: seen }: SettingsAnswer[ 'pairing' ],
	since: string
): boolean {
	return paired && seen !== null && Date.parse( seen ) >= Date.parse( since );
}

function State( { saved, waiting }: { saved: SettingsAnswer; waiting: boolean } ): JSX.Element {
	const { pairing, pos } = saved;
	if ( ! pairing.paired ) {
		return (
			<p>
				<Badge tone="quiet">{ __( 'Not connected', 'tillsync' ) }</Badge>{ ' ' }
				{ __(
					'The companion is a small program that carries the till’s numbers into the shop.',
					'tillsync'
				) }
			</p>
		);
	}
	return (
		<dl className="tillsync-facts">
			<div>
				<dt>{ __( 'Companion', 'tillsync' ) }</dt>
				<dd>
					{ pairing.last_seen === null || waiting ? (
						<Badge tone="waiting">{ __( 'Has not called yet', 'tillsync' ) }</Badge>
					) : (
						<>
							<Badge tone="good">{ __( 'Connected', 'tillsync' ) }</Badge>{ ' ' }
							{ __( 'last heard of', 'tillsync' ) }{ ' ' }
							<TimeAgo at={ pairing.last_seen } />
							{ pairing.companion_version !== null &&
								` · ${ sprintf(
									/* translators: %s: version number. */
									__( 'version %s', 'tillsync' ),
									pairing.companion_version
								) }` }
						</>
					) }
				</dd>
			</div>
			<div>
				<dt>{ __( 'Till', 'tillsync' ) }</dt>
				<dd>
					{ pos === null
						? __( 'None yet', 'tillsync' )
						: `${ pos.vendor_label } · ${ pos.retailer } · ${ pos.currency }` }
				</dd>
			</div>
			{ pos !== null && pos.currency !== saved.shop.currency && (
				<div>
					<dt>{ __( 'Currency', 'tillsync' ) }</dt>
					<dd>
						<Badge tone="warning">
							{ sprintf(
								/* translators: 1: currency of the till, 2: currency of the shop. */
								__(
									'The till uses %1$s, the shop %2$s: no price is written.',
									'tillsync'
								),
								pos.currency,
								saved.shop.currency
							) }
						</Badge>
					</dd>
				</div>
			) }
		</dl>
	);
}

/**
 * Pairing with the companion: the string is shown once, and the page notices by itself when the companion arrives.
 *
 * @param props
 * @param props.saved     What the shop tells.
 * @param props.onWaiting Tells whether the page should look often whether the companion has arrived.
 */
export function ConnectionSection( {
	saved,
	onWaiting,
}: {
	saved: SettingsAnswer;
	onWaiting: ( waiting: boolean ) => void;
} ): JSX.Element {
	const create = useCreatePairing();
	const revoke = useRevokePairing();
	const command = useCommand();
	const { notices } = useServices();
	const [ question, setQuestion ] = useState< Question | null >( null );
	const [ guideOpen, setGuideOpen ] = useState( false );

	const { pairing } = saved;
	const made = create.data ?? null;
	const arrived = made !== null && hasArrived( pairing, made.created_at );
	const waiting =
		( made !== null && ! arrived ) || ( pairing.paired && pairing.last_seen === null );

	useEffect( () => onWaiting( waiting ), [ waiting, onWaiting ] );
	useEffect( () => {
		if ( arrived ) {
			speak( __( 'The companion has arrived.', 'tillsync' ) );
		}
	}, [ arrived ] );

	const connect = () => {
		setQuestion( null );
		create.mutate();
	};
	const disconnect = () =>
		revoke.mutate( undefined, {
			onSuccess: () => {
				create.reset();
				setQuestion( null );
				notices.show( 'success', __( 'The companion is disconnected.', 'tillsync' ) );
			},
			onError: () => setQuestion( null ),
		} );
	const readAgain = () =>
		command.mutate(
			{ kind: 'full_read' },
			{
				onSuccess: () =>
					notices.show(
						'success',
						__( 'Asked for. The companion starts reading in seconds.', 'tillsync' )
					),
			}
		);
	const showGuide = made !== null || guideOpen || ( pairing.paired && saved.pos === null );

	return (
		<Section title={ __( 'Connection', 'tillsync' ) } name="connection">
			<State saved={ saved } waiting={ waiting } />
			{ ! pairing.available && ! pairing.paired && (
				<Notice status="warning" isDismissible={ false } className="tillsync-notice">
					{ __(
						'This site has application passwords switched off. Allow them first: HTTPS is needed, and a security plugin may block them.',
						'tillsync'
					) }
				</Notice>
			) }
			<div className="tillsync-actions">
				{ pairing.paired ? (
					<>
						<Button
							__next40pxDefaultSize
							variant="secondary"
							aria-expanded={ showGuide }
							onClick={ () => setGuideOpen( ! guideOpen ) }
						>
							{ __( 'How to start it', 'tillsync' ) }
						</Button>
						{ saved.pos !== null && (
							<Button
								__next40pxDefaultSize
								variant="secondary"
								isBusy={ command.isPending }
								disabled={ command.isPending }
								accessibleWhenDisabled
								onClick={ readAgain }
							>
								{ __( 'Read everything again', 'tillsync' ) }
							</Button>
						) }
						<Button
							__next40pxDefaultSize
							variant="tertiary"
							isBusy={ create.isPending }
							onClick={ () => setQuestion( 'anew' ) }
						>
							{ __( 'Connect anew', 'tillsync' ) }
						</Button>
						<Button
							__next40pxDefaultSize
							variant="tertiary"
							isDestructive
							onClick={ () => setQuestion( 'revoke' ) }
						>
							{ __( 'Disconnect', 'tillsync' ) }
						</Button>
					</>
				) : (
					<Button
						__next40pxDefaultSize
						variant="primary"
						isBusy={ create.isPending }
						disabled={ create.isPending }
						accessibleWhenDisabled
						onClick={ connect }
					>
						{ __( 'Connect companion', 'tillsync' ) }
					</Button>
				) }
			</div>
			{ showGuide && <StartGuide pairing={ arrived ? null : ( made?.pairing ?? null ) } /> }
			<div role="status">
				{ waiting && (
					<p className="tillsync-waiting">
						<Spinner />
						{ __(
							'Waiting for the companion. This page notices by itself when it calls.',
							'tillsync'
						) }
					</p>
				) }
				{ arrived && (
					<Notice status="success" isDismissible={ false } className="tillsync-notice">
						{ __( 'The companion has arrived.', 'tillsync' ) }
					</Notice>
				) }
			</div>
			{ question === 'anew' && (
				<ConfirmDialog
					title={ __( 'Connect a companion anew?', 'tillsync' ) }
					confirm={ __( 'Make a new pairing string', 'tillsync' ) }
					onConfirm={ connect }
					onCancel={ () => setQuestion( null ) }
				>
					<p>
						{ __(
							'The companion that is connected now stops at once and needs the new pairing string. Links, settings and stock stay as they are.',
							'tillsync'
						) }
					</p>
				</ConfirmDialog>
			) }
			{ question === 'revoke' && (
				<ConfirmDialog
					title={ __( 'Disconnect the companion?', 'tillsync' ) }
					confirm={ __( 'Disconnect', 'tillsync' ) }
					onConfirm={ disconnect }
					onCancel={ () => setQuestion( null ) }
					busy={ revoke.isPending }
					problem={ revoke.isError ? failureSentence( revoke.error ) : null }
					destructive
				>
					<p>
						{ __(
							'Its key stops working at once, and sales at the till no longer reach the shop. Links and stock stay as they are.',
							'tillsync'
						) }
					</p>
				</ConfirmDialog>
			) }
		</Section>
	);
}
