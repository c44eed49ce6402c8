import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isFailure } from './failure.ts';
import { failureSentence } from './failure-sentences.ts';
import type { NoticeStore } from './notices.ts';

/** Notice of a background request that failed while older data still shows. */
const STALE_NOTICE = 'stale';

/** A second try helps against a hiccup; it does not help against a refusal. */
const RETRIES = 1;

const isHiccup = ( thrown: unknown ): boolean =>
	isFailure( thrown ) && ( thrown.status === 0 || thrown.status >= 500 );

/**
 * Where every failed request ends up. A list without any data shows its failure in its own place; everything else becomes
 * a notice here. `meta.quiet` is for forms that show the failure beside the field.
 */
export function createQueryClient( notices: NoticeStore ): QueryClient {
	return new QueryClient( {
		queryCache: new QueryCache( {
			onError( thrown, query ) {
				if ( query.state.data !== undefined ) {
					notices.show( 'error', failureSentence( thrown ), STALE_NOTICE );
				}
			},
			onSuccess: () => notices.dismiss( STALE_NOTICE ),
		} ),
		mutationCache: new MutationCache( {
			onError( thrown, _variables, _context, mutation ) {
				if ( ! mutation.meta?.[ 'quiet' ] ) {
					notices.show( 'error', failureSentence( thrown ) );
				}
			},
		} ),
		defaultOptions: {
			queries: {
				retry: ( count, thrown ) => count < RETRIES && isHiccup( thrown ),
				// The sync goes on without us: what is shown is old as soon as it is there.
				staleTime: 0,
				refetchIntervalInBackground: false,
				networkMode: 'always',
			},
			mutations: { retry: false, networkMode: 'always' },
		},
	} );
}
