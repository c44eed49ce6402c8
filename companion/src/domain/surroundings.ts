/** Time, chance and the log as the rest of the companion sees them; `platform` makes the real ones, tests move their own. */

export interface Clock {
	/** Milliseconds since some fixed moment. Never jumps, whatever happens to the machine’s clock. Everything is measured with it. */
	monotonicMs(): number;
	/** The machine’s idea of the date in UTC, `2026-11-22T05:30:00.000Z`. Only for showing to people. */
	instant(): string;
	/** Resolves after so many milliseconds, or at once when the signal fires; never rejects. */
	sleep( ms: number, signal?: AbortSignal ): Promise< void >;
}

export interface Chance {
	/** From 0 up to, not including, 1. */
	fraction(): number;
	/** A random UUID. */
	uuid(): string;
}

/** Fields first, then one fixed sentence, so that equal events group. */
export interface Log {
	debug( fields: Readonly< Record< string, unknown > >, sentence: string ): void;
	info( fields: Readonly< Record< string, unknown > >, sentence: string ): void;
	warn( fields: Readonly< Record< string, unknown > >, sentence: string ): void;
	error( fields: Readonly< Record< string, unknown > >, sentence: string ): void;
}
