import type { Clock } from '../clock.ts';
import { formatDecimal } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { fullName } from '../model.ts';
import type { Named, Product } from '../model.ts';

export type TillEventKind =
	| 'sale'
	| 'return'
	| 'service_order'
	| 'count'
	| 'stock_order'
	| 'transfer_out'
	| 'transfer_in'
	| 'adjustment'
	| 'edit'
	| 'deactivate'
	| 'activate'
	| 'delete'
	| 'restore';

/** One thing done at the till to one item; the form of `GET /till/events`. */
export interface TillEvent {
	/** 1, 2, 3 … in the order things were done. */
	readonly id: number;
	readonly kind: TillEventKind;
	/** ISO 8601, UTC, by the true clock whatever the faults say. */
	readonly at: string;
	readonly item: {
		readonly id: string;
		readonly sku: string;
		readonly name: string;
	};
	readonly outlet: Named | null;
	/** Units moved at the outlet as a decimal; empty when none is meant. */
	readonly quantity: string;
	/** At the outlet; empty for what has no level. */
	readonly level_before: string;
	readonly level_after: string;
	/** Of the sale, return or form it belongs to; may be empty. */
	readonly reference: string;
	/** A sentence for people: "sold 1 × Trail Jersey / M at Queen Street". */
	readonly text: string;
}

export interface Happening {
	readonly kind: TillEventKind;
	readonly product: Product;
	readonly outlet?: Named;
	readonly quantity?: Decimal;
	readonly before?: Decimal | null;
	readonly after?: Decimal | null;
	readonly reference?: string;
	readonly text: string;
}

export interface Journal {
	record( happening: Happening ): TillEvent;
	/** Events with a greater id, oldest first; the last 2,000 are kept. */
	after( id: number ): readonly TillEvent[];
	/** @return ends the subscription; may be called twice. */
	subscribe( listener: ( event: TillEvent ) => void ): () => void;
}

const KEPT = 2000;

/** What happened at the till, for the page's log and for whoever watches. */
export function createJournal( clock: Clock ): Journal {
	const events: TillEvent[] = [];
	const listeners = new Set< ( event: TillEvent ) => void >();
	let lastId = 0;
	const level = ( value: Decimal | null | undefined ): string =>
		typeof value === 'bigint' ? formatDecimal( value ) : '';
	return {
		record( happening ) {
			const { product, outlet } = happening;
			const event: TillEvent = {
				id: ++lastId,
				kind: happening.kind,
				at: new Date( clock.now() ).toISOString(),
				item: {
					id: product.id,
					sku: product.sku,
					name: fullName( product ),
				},
				outlet: outlet ? { id: outlet.id, name: outlet.name } : null,
				quantity: level( happening.quantity ),
				level_before: level( happening.before ),
				level_after: level( happening.after ),
				reference: happening.reference ?? '',
				text: happening.text,
			};
			events.push( event );
			events.splice( 0, events.length - KEPT );
			for ( const listener of listeners ) {
				listener( event );
			}
			return event;
		},
		after: ( id ) => events.filter( ( event ) => event.id > id ),
		subscribe( listener ) {
			listeners.add( listener );
			return () => listeners.delete( listener );
		},
	};
}
