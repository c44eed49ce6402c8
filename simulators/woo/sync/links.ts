import { randomUUID } from 'node:crypto';
import type { LinkOutcome, LinksAnswer, LinksRequest, LinksResult } from '@tillsync/contract';
import { MAX_ROWS } from '@tillsync/contract';
import { itemName, productName, record } from '../model/activity.ts';
import { fromUnits } from '../model/decimal.ts';
import { activeLink, type Product, type ShopState } from '../model/state.ts';
import { releaseHeld } from './brake.ts';
import { targetOf } from './equation.ts';

type Pair = LinksRequest[ 'pairs' ][ number ];
type Verdict = Pick< LinkOutcome, 'outcome' | 'code' >;

function mayLink( state: ShopState, { item_id: itemId, product_id: productId }: Pair ): Verdict {
	const item = state.items.get( itemId );
	const product = state.products.get( productId );
	const reject = ( code: NonNullable< LinkOutcome[ 'code' ] > ): Verdict => ( {
		outcome: 'rejected',
		code,
	} );
	if ( ! item ) {
		return reject( 'item_unknown' );
	}
	if ( item.deletedAt !== null ) {
		return reject( 'item_deleted' );
	}
	if ( ! product || product.trashed ) {
		return reject( 'product_unknown' );
	}
	if ( product.type === 'variable' ) {
		return reject( 'product_is_parent' );
	}
	if ( product.type === 'grouped' ) {
		return reject( 'product_type' );
	}
	const link = activeLink( state, itemId );
	if ( link ) {
		return link.productId === productId ? { outcome: 'unchanged' } : reject( 'item_taken' );
	}
	return state.linkedProducts.has( productId )
		? reject( 'product_taken' )
		: { outcome: 'linked' };
}

function link( state: ShopState, { item_id: itemId, product_id: productId }: Pair ): void {
	state.links.set( itemId, {
		itemId,
		productId,
		state: 'asked',
		version: ++state.counters.links,
		problem: null,
		checkedAt: null,
		lastWritten: null,
	} );
	state.linkedProducts.set( productId, itemId );
}

function unlink( state: ShopState, { item_id: itemId, product_id: productId }: Pair ): void {
	const active = activeLink( state, itemId );
	if ( active ) {
		active.state = 'unlinked';
		active.version = ++state.counters.links;
		active.problem = null;
		state.linkedProducts.delete( productId );
		releaseHeld( state, productId );
	}
}

const shown = ( product: Product | undefined ): string | null =>
	product?.manageStock && product.level !== null ? fromUnits( product.level ) : null;

/** Links or unlinks pairs, each for itself; with `dry_run` nothing changes. */
export function changeLinks( state: ShopState, request: LinksRequest ): LinksResult {
	const cause = randomUUID();
	const seen = new Set< string >();
	const dry = request.dry_run === true;
	// In a dry run, pairs earlier in the list must be seen as made by those that follow.
	const undo: ( () => void )[] = [];
	const items = request.pairs.map( ( pair ): LinkOutcome => {
		const { item_id: itemId, product_id: productId } = pair;
		const product = state.products.get( productId );
		const from = shown( product );
		let verdict: Verdict;
		let to = from;
		if ( seen.has( itemId ) ) {
			verdict = { outcome: 'rejected', code: 'duplicate' };
		} else if ( request.action === 'link' ) {
			verdict = mayLink( state, pair );
			const target = targetOf( state, state.items.get( itemId ), itemId );
			to =
				verdict.outcome === 'rejected' || target.kind !== 'level'
					? null
					: fromUnits( target.level );
		} else {
			const active = activeLink( state, itemId );
			verdict =
				active?.productId === productId
					? { outcome: 'unlinked' }
					: { outcome: 'rejected', code: 'not_linked' };
		}
		seen.add( itemId );
		if ( verdict.outcome === 'linked' && dry ) {
			state.linkedProducts.set( productId, itemId );
			undo.push( () => state.linkedProducts.delete( productId ) );
		} else if ( verdict.outcome === 'linked' ) {
			link( state, pair );
		} else if ( verdict.outcome === 'unlinked' && ! dry ) {
			unlink( state, pair );
		}
		if ( ! dry && ( verdict.outcome === 'linked' || verdict.outcome === 'unlinked' ) ) {
			record( state, {
				kind: verdict.outcome === 'linked' ? 'link' : 'unlink',
				cause,
				itemId,
				productId,
				facts: { user: 'admin' },
			} );
		}
		const name = productName( state, productId ) || itemName( state, itemId );
		return { item_id: itemId, product_id: productId, ...verdict, name, from, to };
	} );
	undo.forEach( ( step ) => step() );
	return { version: state.counters.links, items };
}

/** Links changed since a version, oldest first. */
export function linksChanged( state: ShopState, after: number ): LinksAnswer {
	const changed = [ ...state.links.values() ]
		.filter( ( { version } ) => version > after )
		.sort( ( a, b ) => a.version - b.version );
	const page = changed.slice( 0, MAX_ROWS );
	return {
		seq: state.counters.seq,
		items: page.map( ( { itemId, productId, state: linkState, version } ) => ( {
			item_id: itemId,
			product_id: productId,
			name: productName( state, productId ) || itemName( state, itemId ),
			state: linkState,
			version,
		} ) ),
		version: page.at( -1 )?.version ?? state.counters.links,
		more: changed.length > page.length,
	};
}
