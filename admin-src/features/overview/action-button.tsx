import { Button } from '@wordpress/components';
import type { JSX } from 'react';
import { useServices } from '../../api/context.tsx';
import { PlaceLink } from '../../components/place-link.tsx';
import type { StatusAction } from './status.ts';

/**
 * The one button of a status line or of something that needs attention.
 *
 * @param props
 * @param props.action  What it does.
 * @param props.label   Its words.
 * @param props.onCheck Asks for a comparison of every level.
 * @param props.onBrake Opens the list of held changes.
 * @param props.busy    The check is being asked for.
 * @param props.primary The most important one on the page.
 */
export function ActionButton( {
	action,
	label,
	onCheck,
	onBrake,
	busy = false,
	primary = false,
}: {
	action: StatusAction;
	label: string;
	onCheck: () => void;
	onBrake: () => void;
	busy?: boolean;
	primary?: boolean;
} ): JSX.Element {
	const { settings } = useServices();
	const variant = primary ? 'primary' : 'secondary';
	switch ( action.kind ) {
		case 'place':
			return (
				<PlaceLink to={ action.place } variant={ variant }>
					{ label }
				</PlaceLink>
			);
		case 'admin':
			return (
				<Button
					__next40pxDefaultSize
					variant={ variant }
					href={ settings.adminUrl + action.path }
				>
					{ label }
				</Button>
			);
		case 'check':
			return (
				<Button
					__next40pxDefaultSize
					variant={ variant }
					isBusy={ busy }
					disabled={ busy }
					accessibleWhenDisabled
					onClick={ onCheck }
				>
					{ label }
				</Button>
			);
		case 'brake':
			return (
				<Button __next40pxDefaultSize variant={ variant } onClick={ onBrake }>
					{ label }
				</Button>
			);
	}
}
