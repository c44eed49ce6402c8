import { lazy, Suspense, useSyncExternalStore, type JSX } from 'react';
import { ServicesProvider, type Services } from './api/context.tsx';
import { LocationProvider, useLocation, type Tab } from './components/location.tsx';
import { Notices } from './components/notices.tsx';
import { Skeleton } from './components/states.tsx';
import { TabNav } from './components/tab-nav.tsx';
import { NowProvider } from './components/time.tsx';
import { OverviewPage } from './features/overview/overview-page.tsx';

// The table brings most of the code and is loaded when it is looked at.
const ProductsPage = lazy( async () => ( {
	default: ( await import( './features/products/products-page.tsx' ) ).ProductsPage,
} ) );
const ActivityPage = lazy( async () => ( {
	default: ( await import( './features/activity/activity-page.tsx' ) ).ActivityPage,
} ) );
const SettingsPage = lazy( async () => ( {
	default: ( await import( './features/settings/settings-page.tsx' ) ).SettingsPage,
} ) );

const PAGES: Readonly< Record< Tab, React.ComponentType > > = {
	overview: OverviewPage,
	products: ProductsPage,
	activity: ActivityPage,
	settings: SettingsPage,
};

function CurrentPage( { services }: { services: Services } ): JSX.Element {
	const { place } = useLocation();
	const { notices } = services;
	const messages = useSyncExternalStore( notices.subscribe, notices.list );
	const Page = PAGES[ place.tab ?? 'overview' ];
	return (
		// WordPress would swap the arrow of outside links for a picture from the internet.
		<div className="tillsync wp-exclude-emoji">
			<TabNav />
			<div className="tillsync__content">
				<Notices messages={ messages } onDismiss={ notices.dismiss } />
				<Suspense fallback={ <Skeleton rows={ 8 } /> }>
					<Page />
				</Suspense>
			</div>
		</div>
	);
}

/**
 * The whole page below the header.
 *
 * @param props
 * @param props.services       What requests, notices and caches go through.
 * @param props.locationSignal Anything that changes when somebody else changed the address.
 */
export function App( {
	services,
	locationSignal,
}: {
	services: Services;
	locationSignal?: unknown;
} ): JSX.Element {
	return (
		<ServicesProvider services={ services }>
			<NowProvider now={ services.client.now }>
				<LocationProvider signal={ locationSignal }>
					<CurrentPage services={ services } />
				</LocationProvider>
			</NowProvider>
		</ServicesProvider>
	);
}
