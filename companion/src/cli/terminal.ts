import type { Environment } from '../config/environment.ts';

/** What a command has of the outside: its words, its surroundings, and where it reads and writes. */
export interface Terminal {
	/** Words after the command’s name. */
	readonly args: readonly string[];
	readonly env: Environment;
	readonly stdin: NodeJS.ReadStream;
	/** A line for whoever reads the result. */
	say( line: string ): void;
	/** A line for whoever has to put something right. */
	complain( line: string ): void;
	/** Ends the process at once, on a second signal. Nothing else may. */
	readonly exitNow: ( code: number ) => void;
}

/** 0: done. 1: something is wrong, and a sentence said what. 2: the command itself was called wrongly. */
export type ExitCode = 0 | 1 | 2;

export type CommandRun = ( terminal: Terminal ) => Promise< ExitCode >;
