import { Button } from '@wordpress/components';
import type { JSX, ReactNode } from 'react';
import { usePlaceLink, type Place } from './location.tsx';

/** A link to another view of the page, as text or as a button. */
export function PlaceLink( {
	to,
	variant = 'link',
	children,
}: {
	to: Place;
	variant?: 'link' | 'primary' | 'secondary';
	children: ReactNode;
} ): JSX.Element {
	const link = usePlaceLink( to );
	return (
		<Button __next40pxDefaultSize={ variant !== 'link' } variant={ variant } { ...link }>
			{ children }
		</Button>
	);
}
