/** Where the simulator gets its time from; tests move it by hand. */
export interface Clock {
	/** Milliseconds since 1970, UTC. */
	now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
