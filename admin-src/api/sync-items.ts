import { useQueryClient } from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useServices } from './context.tsx';
import { failureSentence } from './failure-sentences.ts';
import { KEYS } from './queries.ts';

/**
 * Asks the companion to read items again, one command each, one request at a time; says how many it was asked for.
 * The first failure ends it. Never rejects.
 */
export function useSyncItems(): ( itemIds: readonly string[] ) => Promise< void > {
	const { client, notices } = useServices();
	const queries = useQueryClient();
	return async ( itemIds ) => {
		let asked = 0;
		try {
			for ( const itemId of itemIds ) {
				await client.request( 'commands', {
					body: { kind: 'sync_item', item_id: itemId },
				} );
				asked++;
			}
			notices.show(
				'success',
				sprintf(
					/* translators: %d: number of products. */
					_n(
						'Asked for. The companion reads %d product again in seconds.',
						'Asked for. The companion reads %d products again in seconds.',
						asked,
						'tillsync'
					),
					asked
				)
			);
		} catch ( thrown ) {
			const why = failureSentence( thrown );
			notices.show(
				'error',
				asked === 0
					? why
					: sprintf(
							/* translators: 1: products asked for, 2: all of them, 3: what went wrong. */
							__( 'Only %1$d of %2$d were asked for. %3$s', 'tillsync' ),
							asked,
							itemIds.length,
							why
						)
			);
		}
		await queries.invalidateQueries( { queryKey: [ KEYS.activity ] } );
	};
}
