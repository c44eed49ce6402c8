import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { JSX, ReactNode } from 'react';

/**
 * The shape of what is coming, while it is on its way.
 *
 * @param props
 * @param props.rows How many lines it has.
 */
export function Skeleton( { rows = 3 }: { rows?: number } ): JSX.Element {
	return (
		<div className="tillsync-skeleton" role="status">
			<span className="screen-reader-text">{ __( 'Loading…', 'tillsync' ) }</span>
			{ Array.from( { length: rows }, ( _, row ) => (
				<span key={ row } className="tillsync-skeleton__line" aria-hidden="true" />
			) ) }
		</div>
	);
}

/**
 * Nothing could be loaded: why, and a way to try again.
 *
 * @param props
 * @param props.message One sentence with its remedy.
 * @param props.onRetry Asks once more.
 * @param props.busy    It is being asked.
 */
export function ErrorState( {
	message,
	onRetry,
	busy = false,
}: {
	message: string;
	onRetry: () => void;
	busy?: boolean;
} ): JSX.Element {
	return (
		<Notice status="error" isDismissible={ false } className="tillsync-notice">
			<p>{ message }</p>
			<Button
				__next40pxDefaultSize
				variant="secondary"
				isBusy={ busy }
				disabled={ busy }
				accessibleWhenDisabled
				onClick={ onRetry }
			>
				{ __( 'Try again', 'tillsync' ) }
			</Button>
		</Notice>
	);
}

/**
 * There is nothing, which is fine: what that means and what to do.
 *
 * @param props
 * @param props.title    What is not there.
 * @param props.children What to do, if anything.
 */
export function EmptyState( {
	title,
	children,
}: {
	title: string;
	children?: ReactNode;
} ): JSX.Element {
	return (
		<div className="tillsync-empty">
			<p className="tillsync-empty__title">{ title }</p>
			{ children }
		</div>
	);
}
