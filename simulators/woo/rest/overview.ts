import type { Attention, OverviewAnswer } from '@tillsync/contract';
import { activityRow, itemName } from '../model/activity.ts';
import { fromUnits } from '../model/decimal.ts';
import { instant, instantOrNull, type ShopState } from '../model/state.ts';
import { heldList } from '../sync/brake.ts';
import { proposals } from '../sync/proposals.ts';
import { isMoved } from './companion-routes.ts';

const SILENT_MS = 15 * 60 * 1000;
const FULL_READ_ABANDONED_MS = 10 * 60 * 1000;
const MOST_ENTRIES = 100;
const RECENT = 10;

type Status = OverviewAnswer[ 'status' ];

/** Since when nothing has succeeded, if that is a quarter of an hour or more; null: all is well. */
function silentSince( { credential, companion, now }: ShopState ): number | null {
	const success = Date.parse( companion.health?.last_success_at ?? '' ) || 0;
	const since = Math.max( credential?.since ?? 0, success );
	const patience = Math.max( SILENT_MS, 3 * companion.pollSeconds * 1000 );
	return credential && since <= now() - patience ? since : null;
}

/** Whether a companion is there now: heard of lately, and it has not taken its leave. */
function isPresent( { companion, now }: ShopState ): boolean {
	const patience = Math.max( 90, 3 * companion.pollSeconds + 60 ) * 1000;
	return companion.instance !== null && ( companion.lastSeenAt ?? 0 ) > now() - patience;
}

/** The most severe thing that is so. */
function status( state: ShopState ): Status {
	const { companion, credential } = state;
	const say = (
		is: Status[ 'state' ],
		reason: Status[ 'reason' ],
		since: number | null = null
	) => ( {
		state: is,
		reason,
		since: instantOrNull( since ),
	} );
	if ( isMoved( state ) ) {
		return say( 'needs_you', 'shop_moved' );
	}
	if ( ! credential ) {
		return say( 'not_connected', 'not_paired' );
	}
	if ( companion.lastSeenAt === null || companion.lastSeenAt < credential.since ) {
		return say( 'not_connected', 'waiting_for_companion', credential.since );
	}
	const silent = silentSince( state );
	if ( ! isPresent( state ) ) {
		return silent === null
			? say( 'paused', 'waiting_for_companion', companion.lastSeenAt )
			: say( 'needs_you', 'companion_silent', silent );
	}
	const pos = companion.health?.pos ?? 'starting';
	if ( pos === 'not_configured' || pos === 'unauthorized' ) {
		return say( 'needs_you', `pos_${ pos }` );
	}
	if ( ! state.stockManaged ) {
		return say( 'needs_you', 'stock_management_off' );
	}
	if ( state.pos && state.settings.outlets.length === 0 ) {
		return say( 'needs_you', 'outlets_not_chosen' );
	}
	const held = heldList( state );
	if ( held ) {
		return say( 'needs_you', 'brake_held', held.since );
	}
	if ( pos === 'unavailable' ) {
		return say( 'paused', 'pos_unavailable' );
	}
	if ( state.sweeping ) {
		return say( 'paused', 'sweeping' );
	}
	if ( silent !== null ) {
		return say( 'needs_you', 'companion_silent', silent );
	}
	if ( pos === 'rate_limited' ) {
		return say( 'running', 'pos_rate_limited' );
	}
	return say( 'running', pos === 'starting' ? 'starting' : 'all_well' );
}

function attention( state: ShopState ): Attention[] {
	const list: Attention[] = [];
	const add = (
		kind: Attention[ 'kind' ],
		count: number,
		more: Partial< Attention > = {}
	): void => {
		if ( count > 0 ) {
			list.push( { kind, count, since: null, hash: null, entries: [], ...more } );
		}
	};
	const held = heldList( state );
	add( 'brake', held?.entries.length ?? 0, {
		since: instantOrNull( held?.since ?? null ),
		hash: held?.hash ?? null,
		entries: ( held?.entries ?? [] )
			.slice( 0, MOST_ENTRIES )
			.map( ( { itemId, from, to } ) => ( {
				item_id: itemId,
				name: itemName( state, itemId ),
				from: fromUnits( from ),
				to: fromUnits( to ),
			} ) ),
	} );
	add( 'companion_silent', silentSince( state ) === null ? 0 : 1, {
		since: instantOrNull( silentSince( state ) ),
	} );
	add( 'pos_unauthorized', state.companion.health?.pos === 'unauthorized' ? 1 : 0 );
	add( 'outlets_not_chosen', state.pos && state.settings.outlets.length === 0 ? 1 : 0 );
	add( 'shop_moved', isMoved( state ) ? 1 : 0 );
	add( 'stock_management_off', state.stockManaged ? 0 : 1 );
	add(
		'level_unknown',
		[ ...state.links.values() ].filter( ( { problem } ) => problem === 'level_unknown' ).length
	);
	add( 'parked', state.parked.size, {
		since: instantOrNull(
			state.parked.size === 0
				? null
				: Math.min( ...[ ...state.parked.values() ].map( ( { since } ) => since ) )
		),
	} );
	add( 'proposals', proposals( state ).size );
	return list;
}

/** Status, figures and what needs a person. */
export function overview( state: ShopState ): OverviewAnswer {
	const { companion, fullRun } = state;
	const levels = state.activity.filter( ( { kind } ) => kind === 'level' );
	const midnight = new Date( state.now() ).setHours( 0, 0, 0, 0 );
	const running = fullRun && state.now() - fullRun.at < FULL_READ_ABANDONED_MS;
	return {
		status: status( state ),
		figures: {
			items: [ ...state.items.values() ].filter( ( item ) => item.deletedAt === null ).length,
			linked: state.linkedProducts.size,
			last_success_at: companion.health?.last_success_at ?? null,
			last_change_at: instantOrNull( levels.at( -1 )?.at ?? null ),
			delay_median_ms: companion.figures?.delay_median_ms ?? null,
			delay_slowest_ms: companion.figures?.delay_slowest_ms ?? null,
			levels_written_today: levels.filter( ( { at } ) => at >= midnight ).length,
		},
		pos: state.pos
			? { vendor_label: state.pos.vendor_label, retailer: state.pos.retailer }
			: null,
		attention: attention( state ),
		recent: state.activity
			.slice( -RECENT )
			.reverse()
			.map( ( entry ) => activityRow( state, entry ) ),
		full_read: running ? { seen: fullRun.seen, known: state.items.size } : null,
		now: instant( state.now() ),
	};
}
