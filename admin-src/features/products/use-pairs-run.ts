import { speak } from '@wordpress/a11y';
import type { LinkOutcome } from '@tillsync/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useRefresh } from '../../api/changes.ts';
import { useServices } from '../../api/context.tsx';
import { runPairs, type LinkAction, type Pair, type RunResult } from '../../api/link-run.ts';
import { resultSentence } from './run-sentences.ts';

/**
 * planning → plan → running → result. `failed` when no plan could be made; planning again is the way out.
 */
export type Phase =
	| { readonly kind: 'planning' }
	| { readonly kind: 'failed'; readonly thrown: unknown }
	| {
			readonly kind: 'plan';
			readonly pairs: readonly Pair[];
			readonly outcomes: readonly LinkOutcome[];
	  }
	| {
			readonly kind: 'running';
			readonly done: number;
			readonly total: number;
			readonly stopping: boolean;
	  }
	| { readonly kind: 'result'; readonly result: RunResult };

export interface PairsRun {
	readonly phase: Phase;
	/** Makes the plan again. */
	plan(): void;
	/** Carries out the plan that shows. */
	start(): void;
	/** Starts no further batch. */
	stop(): void;
}

/**
 * Links or unlinks many pairs: first what would happen, then, when told to, the same for good.
 * Leaving while it plans leaves nothing behind; leaving while it runs stops after the batch under way.
 *
 * @param action  Link or unlink.
 * @param collect Says which pairs; the same function for as long as the pairs are meant to be the same.
 */
export function usePairsRun(
	action: LinkAction,
	collect: ( signal: AbortSignal ) => Promise< readonly Pair[] >
): PairsRun {
	const { client } = useServices();
	const refresh = useRefresh();
	const [ phase, setPhase ] = useState< Phase >( { kind: 'planning' } );
	const [ round, setRound ] = useState( 0 );
	const leaving = useRef< AbortController | null >( null );

	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		leaving.current = controller;
		const make = async (): Promise< Phase > => {
			try {
				const pairs = await collect( signal );
				const { outcomes, failure } = await runPairs( client, action, pairs, {
					dryRun: true,
					onProgress: () => undefined,
					stop: signal,
				} );
				return failure === null
					? { kind: 'plan', pairs, outcomes }
					: { kind: 'failed', thrown: failure };
			} catch ( thrown ) {
				return { kind: 'failed', thrown };
			}
		};
		setPhase( { kind: 'planning' } );
		void make().then( ( next ) => {
			if ( ! signal.aborted ) {
				setPhase( next );
			}
		} );
		return () => controller.abort();
	}, [ action, client, collect, round ] );

	const start = useCallback( () => {
		const signal = leaving.current?.signal;
		if ( phase.kind !== 'plan' || signal === undefined ) {
			return;
		}
		const refused = new Set(
			phase.outcomes
				.filter( ( { outcome } ) => outcome === 'rejected' )
				.map( ( { item_id: id } ) => id )
		);
		const pairs = phase.pairs.filter( ( { itemId } ) => ! refused.has( itemId ) );
		const run = async () => {
			const result = await runPairs( client, action, pairs, {
				dryRun: false,
				onProgress: ( done ) =>
					setPhase( ( current ) => ( {
						kind: 'running',
						done,
						total: pairs.length,
						stopping: current.kind === 'running' && current.stopping,
					} ) ),
				stop: signal,
			} );
			speak( resultSentence( action, result ) );
			setPhase( { kind: 'result', result } );
			await refresh();
		};
		void run();
	}, [ phase, client, action, refresh ] );

	return {
		phase,
		plan: () => setRound( round + 1 ),
		start,
		stop() {
			leaving.current?.abort();
			setPhase( ( current ) =>
				current.kind === 'running' ? { ...current, stopping: true } : current
			);
		},
	};
}
