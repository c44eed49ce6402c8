import { ExternalLink } from '@wordpress/components';
import type { JSX } from 'react';

/**
 * A link that leaves the page, in a window of its own.
 *
 * @param props
 * @param props.href     Where it leads.
 * @param props.children Its words.
 */
export function OutsideLink( { href, children }: { href: string; children: string } ): JSX.Element {
	return (
		// Where a browser has no emoji of its own, WordPress would put an image in place of the link's arrow.
		<ExternalLink className="wp-exclude-emoji" href={ href }>
			{ children }
		</ExternalLink>
	);
}
