import { setFlagsFromString } from 'node:v8';

/**
 * Tells the engine that memory matters more than speed: the companion mostly waits, and during a first import Node would
 * let garbage of old pages pile up to twice of what is needed. Only for a process of our own; best before any work.
 */
export function preferLittleMemory(): void {
	setFlagsFromString( '--optimize-for-size' );
}
