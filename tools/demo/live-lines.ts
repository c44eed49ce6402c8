import type { TillEvent } from '@tillsync/simulators/pos/x-series';
import type { SyncEvent } from '../../companion/src/app.ts';

type LevelEvent = Extract< SyncEvent, { type: 'level' } >;

/** Something done at the till whose level the shop has not answered yet. */
interface Pending {
	readonly texts: readonly string[];
	readonly since: number;
	/** Whole cycles since the last of it. */
	cycles: number;
}

export interface LiveLinesWish {
	/** Takes the lines. */
	readonly say: ( line: string ) => void;
	/** Milliseconds since any moment. */
	readonly now: () => number;
	/** Milliseconds by which the till shows its levels late. */
	readonly lagMs: () => number;
	/** How the shop stands to an item, as the end of a line: `shop stays at 4`. */
	readonly standing: ( itemId: string ) => Promise< string >;
}

/** Where the lines come from: what the till did, and what the companion told. */
export interface LiveLines {
	till( event: TillEvent ): void;
	sync( event: SyncEvent ): void;
}

/** Cycles after which hearing nothing means that nothing had to change. */
const ENOUGH_CYCLES = 2;

const seconds = ( ms: number ): string => `${ ( ms / 1000 ).toFixed( 1 ) } s`;

const moves = ( { level_before: before, level_after: after }: TillEvent ): boolean =>
	before !== '' && after !== '' && before !== after;

/**
 * Joins what happens at the till with what becomes of it in the shop, item by item, and says one line for both:
 * `till sold 1 × Trail Jersey / M → shop 7 → 6 in 1.4 s`. The time runs from the sale to the shop’s answer.
 */
export function createLiveLines( { say, now, lagMs, standing }: LiveLinesWish ): LiveLines {
	const waiting = new Map< string, Pending >();

	const till = ( event: TillEvent ): void => {
		if ( ! moves( event ) ) {
			say( `till ${ event.text }` );
			return;
		}
		const before = waiting.get( event.item.id );
		waiting.set( event.item.id, {
			texts: [ ...( before?.texts ?? [] ), event.text ],
			since: before?.since ?? now(),
			cycles: 0,
		} );
	};

	const level = ( event: LevelEvent ): void => {
		const pending = waiting.get( event.item_id );
		const change = `${ event.from ?? 'no level' } → ${ event.to ?? 'no level' }`;
		if ( pending ) {
			waiting.delete( event.item_id );
			const words =
				event.outcome === 'written'
					? `shop ${ change } in ${ seconds( now() - pending.since ) }`
					: event.outcome === 'held'
						? `held by the brake (${ change })`
						: `shop: ${ event.code ?? event.outcome }`;
			say( `till ${ pending.texts.join( ', ' ) } → ${ words }` );
		} else if ( event.outcome === 'written' ) {
			say( `shop ${ event.name }: ${ change } (as the till says)` );
		}
	};

	const cycle = (): void => {
		for ( const [ itemId, pending ] of waiting ) {
			pending.cycles++;
			if ( pending.cycles > ENOUGH_CYCLES && now() - pending.since > lagMs() ) {
				waiting.delete( itemId );
				void standing( itemId )
					.catch( () => 'nothing changed in the shop' )
					.then( ( words ) =>
						say( `till ${ pending.texts.join( ', ' ) } → ${ words }` )
					);
			}
		}
	};

	return {
		till,
		sync( event ) {
			switch ( event.type ) {
				case 'level':
					level( event );
					break;
				case 'cycle':
					cycle();
					break;
				case 'link':
					say(
						`shop ${ event.name }: ${ event.state === 'unlinked' ? 'unlinked' : 'linked' }`
					);
					break;
				case 'parked':
					say(
						`till sent a row that cannot be read (${ event.feed }): ${ event.reason }`
					);
					break;
				case 'pos':
					say( `connection to the till: ${ event.state.replace( '_', ' ' ) }` );
					break;
				case 'shop':
					say( `connection to the shop: ${ event.state.replace( '_', ' ' ) }` );
					break;
				case 'full_read':
					break;
			}
		},
	};
}
