import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, type JSX, type ReactNode } from 'react';
import type { PageSettings } from '../types/page-settings.ts';
import type { Client } from './client.ts';
import type { NoticeStore } from './notices.ts';

/** What every request hook needs; made once by the entry, replaced by tests. */
export interface Services {
	readonly settings: PageSettings;
	readonly client: Client;
	readonly notices: NoticeStore;
	readonly queries: QueryClient;
}

const ServicesContext = createContext< Services | null >( null );

export function ServicesProvider( {
	services,
	children,
}: {
	services: Services;
	children: ReactNode;
} ): JSX.Element {
	return (
		<ServicesContext.Provider value={ services }>
			<QueryClientProvider client={ services.queries }>{ children }</QueryClientProvider>
		</ServicesContext.Provider>
	);
}

/** The page's services. Throws outside of {@link ServicesProvider}. */
export function useServices(): Services {
	const services = useContext( ServicesContext );
	if ( services === null ) {
		throw new Error( 'useServices is used outside of ServicesProvider.' );
	}
	return services;
}
