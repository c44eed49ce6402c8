import { __ } from '@wordpress/i18n';
import type { JSX } from 'react';
import { TABS, useLocation, usePlaceLink, type Tab } from './location.tsx';

const LABELS: Readonly< Record< Tab, () => string > > = {
	overview: () => __( 'Overview', 'tillsync' ),
	products: () => __( 'Products', 'tillsync' ),
	activity: () => __( 'Activity', 'tillsync' ),
	settings: () => __( 'Settings', 'tillsync' ),
};

function TabLink( { tab, current }: { tab: Tab; current: boolean } ): JSX.Element {
	const link = usePlaceLink( tab === 'overview' ? {} : { tab } );
	return (
		<a
			{ ...link }
			className={ `tillsync-tabs__tab${ current ? ' is-current' : '' }` }
			aria-current={ current ? 'page' : undefined }
		>
			{ LABELS[ tab ]() }
		</a>
	);
}

/** The page's tabs. They are links, so that each can be opened beside the others and bookmarked. */
export function TabNav(): JSX.Element {
	const { place } = useLocation();
	return (
		<nav className="tillsync-tabs" aria-label={ __( 'TillSync', 'tillsync' ) }>
			{ TABS.map( ( tab ) => (
				<TabLink key={ tab } tab={ tab } current={ tab === ( place.tab ?? 'overview' ) } />
			) ) }
		</nav>
	);
}
