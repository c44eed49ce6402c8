import type { Result } from '../domain/failure.ts';

/** One run of a cycle; its value asks to come again earlier than planned, in milliseconds, or null. */
export type Job = () => Promise< Result< { readonly againInMs: number | null } > >;

/**
 * Runs cycles of shops. At most one run of a shop’s cycle at a time; a run that failed is repeated with back-off as its
 * failure kind says, a run that succeeded at its planned time.
 */
export interface Scheduler {
	/**
	 * Runs a job now and then every so many milliseconds, counted from start to start. A run that takes longer is followed
	 * at once by one run, never by several. Registering the same cycle of the same shop twice is a defect and throws.
	 */
	register( cycle: string, shop: string, everyMs: number, job: Job ): void;
	/** Runs it now instead of at its time; during a run, once more right after it. Unknown names are ignored. */
	wake( cycle: string, shop: string ): void;
	/** Starts nothing more and resolves when every run under way is over. May be called twice. */
	stop(): Promise< void >;
}
