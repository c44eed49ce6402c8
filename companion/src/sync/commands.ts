import { succeed } from '../domain/failure.ts';
import type { Command, CommandDone, CursorState } from '../domain/shop.ts';
import type { ById, ByIdOutcome } from './by-id.ts';
import type { LevelCheck } from './check.ts';
import type { Step, SyncContext } from './context.ts';
import type { FullRead } from './full-read.ts';

/** Most results the shop takes with one heartbeat. */
const MOST_DONE = 100;

/** What the shopkeeper asked for, from the heartbeat that brought it to the heartbeat that says it is done. */
export interface Commands {
	/** Takes in what a heartbeat brought; a command that is in hand already is not taken twice. */
	take( commands: readonly Command[], cursors: readonly CursorState[] ): void;
	/** Carries out what can be done at once: reading single items. */
	run(): Promise< Step >;
	/** A complete check, or a full read, is over: the commands that asked for it are done. */
	finished( kind: 'check' | 'full_read' ): void;
	/** For the next heartbeat. */
	done(): readonly CommandDone[];
	/** That heartbeat arrived. */
	told( done: readonly CommandDone[] ): void;
}

const PROBLEMS: Readonly< Record< Exclude< ByIdOutcome, 'stored' >, string > > = {
	not_found: 'The POS does not know this item any more.',
	unreadable: 'The POS sent this item in a form that cannot be read.',
	pos_failed: 'The POS could not be asked. Try again when it is connected.',
};

export function createCommands(
	{ connection }: SyncContext,
	{ byId, check, fullRead }: { byId: ById; check: LevelCheck; fullRead: FullRead }
): Commands {
	const inHand = new Map< number, Command >();
	let results: CommandDone[] = [];

	function finish( id: number, problem: string | null ): void {
		inHand.delete( id );
		results.push( {
			id,
			outcome: problem === null ? 'done' : 'failed',
			message: problem ?? '',
		} );
	}

	return {
		take( commands, cursors ) {
			for ( const command of commands ) {
				if ( inHand.has( command.id ) || results.some( ( { id } ) => id === command.id ) ) {
					continue;
				}
				inHand.set( command.id, command );
				if ( command.kind === 'check' ) {
					check.request();
				}
				if ( command.kind === 'full_read' ) {
					fullRead.start( cursors );
				}
			}
		},
		async run() {
			let well = true;
			for ( const { id, kind, item_id: item } of [ ...inHand.values() ] ) {
				if ( kind !== 'sync_item' ) {
					continue;
				}
				if ( item === null ) {
					finish( id, PROBLEMS.not_found );
					continue;
				}
				if ( ! connection.mayAsk( 'by_id' ) ) {
					finish( id, PROBLEMS.pos_failed );
					continue;
				}
				const outcome = await byId.item( item );
				if ( ! outcome.ok ) {
					return outcome;
				}
				well &&= outcome.value !== 'pos_failed';
				finish( id, outcome.value === 'stored' ? null : PROBLEMS[ outcome.value ] );
			}
			return succeed( well );
		},
		finished( kind ) {
			for ( const command of [ ...inHand.values() ] ) {
				if ( command.kind === kind ) {
					finish( command.id, null );
				}
			}
		},
		done: () => results.slice( 0, MOST_DONE ),
		told( done ) {
			results = results.filter( ( result ) => ! done.includes( result ) );
		},
	};
}
