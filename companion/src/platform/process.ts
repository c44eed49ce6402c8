/** What the running process knows of itself. */
export interface ProcessFacts {
	readonly pid: number;
	/** Node’s version without the `v`. */
	readonly node: string;
	/** Resident memory in megabytes, rounded up. */
	memoryMb(): number;
}

export const processFacts: ProcessFacts = {
	pid: process.pid,
	node: process.versions.node,
	memoryMb: () => Math.ceil( process.memoryUsage.rss() / 1_048_576 ),
};

/** Whether a process with that id lives on this machine; one of another user counts. */
export function isAlive( pid: number ): boolean {
	try {
		process.kill( pid, 0 );
		return true;
	} catch ( error ) {
		return ( error as NodeJS.ErrnoException ).code === 'EPERM';
	}
}
