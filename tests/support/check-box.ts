import type { Locator } from 'playwright-core';

/** Whether a box to tick has the ground a bare one beside it has, ticked and disabled as it is: the tick may be as white as any other. */
export function hasOwnGround( box: Locator ): Promise< boolean > {
	return box.evaluate( ( ours ) => {
		const bare = ours.ownerDocument.createElement( 'input' );
		ours.after( Object.assign( bare, { type: 'checkbox', checked: true, disabled: true } ) );
		const [ ground, own ] = [ ours, bare ].map(
			( element ) => getComputedStyle( element ).backgroundColor
		);
		bare.remove();
		return ground === own;
	} );
}
