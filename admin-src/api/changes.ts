import type { CommandRequest, SettingsRequest } from '@tillsync/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from './context.tsx';
import { KEYS } from './queries.ts';

/** Makes every list old that a change of links, levels or settings may have moved. */
export function useRefresh(): () => Promise< void > {
	const queries = useQueryClient();
	return () => queries.invalidateQueries();
}

/** Asks the companion for something, or releases what the brake holds. */
export function useCommand() {
	const { client } = useServices();
	const queries = useQueryClient();
	return useMutation( {
		mutationFn: ( body: CommandRequest ) => client.request( 'commands', { body } ),
		onSettled: async () => {
			await Promise.all(
				[ KEYS.overview, KEYS.activity, KEYS.catalogue ].map( ( key ) =>
					queries.invalidateQueries( { queryKey: [ key ] } )
				)
			);
		},
	} );
}

/** Saves the settings, or with `dry_run` asks what saving would do. The form shows its own failures. */
export function useSaveSettings() {
	const { client } = useServices();
	const refresh = useRefresh();
	return useMutation( {
		mutationFn: ( body: SettingsRequest ) => client.request( 'settings_save', { body } ),
		onSuccess: ( answer ) => ( answer.saved ? refresh() : undefined ),
		meta: { quiet: true },
	} );
}

/** Says what a changed address of the shop means. */
export function useAddressChoice() {
	const { client } = useServices();
	const refresh = useRefresh();
	return useMutation( {
		mutationFn: ( choice: 'moved' | 'copy' ) =>
			client.request( 'address', { body: { choice } } ),
		onSuccess: refresh,
	} );
}

/** Makes a new credential. The pairing string is in the answer, once: it is not kept beyond the view that shows it. */
export function useCreatePairing() {
	const { client } = useServices();
	const queries = useQueryClient();
	return useMutation( {
		mutationFn: () => client.request( 'pairing_create', {} ),
		gcTime: 0,
		onSuccess: () => queries.invalidateQueries( { queryKey: [ KEYS.settings ] } ),
	} );
}

/** Revokes the companion's credential. */
export function useRevokePairing() {
	const { client } = useServices();
	const refresh = useRefresh();
	return useMutation( {
		mutationFn: () => client.request( 'pairing_revoke', {} ),
		onSuccess: refresh,
	} );
}
