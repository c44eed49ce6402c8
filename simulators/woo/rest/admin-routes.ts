import { randomUUID } from 'node:crypto';
import {
	encodePairing,
	type ActivityList,
	type ActivityQuery,
	type AddressAnswer,
	type AddressRequest,
	type CatalogueQuery,
	type CommandAnswer,
	type CommandRequest,
	type LinksRequest,
	type PairingAnswer,
	type SettingsRequest,
	type ShopProductsQuery,
} from '@tillsync/contract';
import type { z } from 'zod';
import { activityRow, record } from '../model/activity.ts';
import { instant, pairAnew, type ShopState } from '../model/state.ts';
import { approveHeld } from '../sync/brake.ts';
import { changeLinks } from '../sync/links.ts';
import { writeItems } from '../sync/writer.ts';
import { detailOf, findProducts, listCatalogue } from './catalogue-view.ts';
import { overview } from './overview.ts';
import { refuse } from './refusal.ts';
import type { Call, Handlers } from './route-table.ts';
import { readSettings, saveSettings } from './settings.ts';

const DEFAULT_PER_PAGE = 50;

function commands( { state, body }: Call ): CommandAnswer {
	const request = body as CommandRequest;
	if ( request.kind === 'approve_brake' ) {
		const released = approveHeld( state, request.hash );
		if ( released === null ) {
			return refuse( 'plan_stale' );
		}
		writeItems( state, released, randomUUID() );
		return { id: null, state: 'done', message: '' };
	}
	const itemId = request.kind === 'sync_item' ? request.item_id : null;
	if ( itemId !== null && ! state.items.has( itemId ) ) {
		return refuse( 'not_found' );
	}
	const waiting = state.commands.find(
		( command ) =>
			command.kind === request.kind &&
			command.itemId === itemId &&
			command.state === 'waiting'
	);
	const command = waiting ?? {
		id: ++state.counters.commands,
		kind: request.kind,
		itemId,
		askedAt: state.now(),
		state: 'waiting' as const,
		message: '',
	};
	if ( ! waiting ) {
		state.commands.push( command );
	}
	return { id: command.id, state: command.state, message: command.message };
}

function listActivity( { state, query }: Call ): ActivityList {
	const {
		before,
		per_page: perPage = DEFAULT_PER_PAGE,
		kind,
		outcome,
		search,
	} = query as ActivityQuery;
	const words = search?.trim().toLowerCase() ?? '';
	const found = state.activity
		.filter( ( entry ) => before === undefined || entry.id < before )
		.filter( ( entry ) => kind === undefined || entry.kind === kind )
		.filter( ( entry ) => outcome === undefined || entry.outcome === outcome )
		.map( ( entry ) => activityRow( state, entry ) )
		.filter(
			( row ) =>
				words === '' ||
				`${ row.name ?? '' } ${ JSON.stringify( row.facts ) }`
					.toLowerCase()
					.includes( words )
		)
		.reverse();
	const items = found.slice( 0, perPage );
	return {
		items,
		next_before: found.length > items.length ? ( items.at( -1 )?.id ?? null ) : null,
	};
}

/** The string a shopkeeper copies to the companion; it holds the only copy of the password. */
export function pairingString( state: ShopState ): string {
	const { user, password } = pairAnew( state );
	return encodePairing( {
		v: 1,
		root: `${ state.url }/wp-json/`,
		user,
		password,
		shop_id: state.shopId,
	} );
}

function createPairing( { state }: Call ): PairingAnswer {
	const pairing = pairingString( state );
	record( state, {
		kind: 'companion',
		outcome: 'info',
		facts: { reason: 'paired', user: 'admin' },
	} );
	return {
		pairing,
		user: state.credential?.user ?? '',
		created_at: instant( state.now() ),
	};
}

function revoke( state: ShopState ): { revoked: boolean } {
	const revoked = state.credential !== null;
	state.credential = null;
	state.companion.instance = null;
	state.companion.leaseUntil = 0;
	if ( revoked ) {
		record( state, {
			kind: 'companion',
			outcome: 'info',
			facts: { reason: 'revoked', user: 'admin' },
		} );
	}
	return { revoked };
}

function address( { state, body }: Call ): z.infer< typeof AddressAnswer > {
	if ( ( body as z.infer< typeof AddressRequest > ).choice === 'copy' ) {
		state.shopId = randomUUID();
		revoke( state );
	}
	state.homeUrl = state.url;
	return { shop_id: state.shopId, paired: state.credential !== null };
}

/** What the page in the admin asks. */
export const adminRoutes = {
	overview: ( { state } ) => overview( state ),
	catalogue_list: ( { state, query } ) => listCatalogue( state, query as CatalogueQuery ),
	catalogue_detail: ( { state, id } ) => detailOf( state, id ),
	shop_products: ( { state, query } ) =>
		findProducts( state, ( query as z.infer< typeof ShopProductsQuery > ).search ),
	links_change: ( { state, body } ) => changeLinks( state, body as LinksRequest ),
	commands,
	activity_list: listActivity,
	settings_read: ( { state } ) => readSettings( state ),
	settings_save: ( { state, body } ) => saveSettings( state, body as SettingsRequest ),
	address,
	pairing_create: createPairing,
	pairing_revoke: ( { state } ) => revoke( state ),
} satisfies Partial< Handlers >;
