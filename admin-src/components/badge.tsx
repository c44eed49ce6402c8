import { Icon } from '@wordpress/components';
import { caution, check, error, scheduled } from '@wordpress/icons';
import type { JSX, ReactNode } from 'react';
import type { Tone } from './words/item-states.ts';

const SIGNS = {
	good: check,
	quiet: null,
	waiting: scheduled,
	warning: caution,
	bad: error,
} as const;

/** A state in words, with a sign and a colour beside them that say the same. */
export function Badge( { tone, children }: { tone: Tone; children: ReactNode } ): JSX.Element {
	const sign = SIGNS[ tone ];
	return (
		<span className={ `tillsync-badge is-${ tone }` }>
			{ sign && <Icon icon={ sign } size={ 16 } /> }
			<span>{ children }</span>
		</span>
	);
}
