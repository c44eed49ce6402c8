import { runCli } from './cli/cli.ts';

const exit = ( code: number ): void => {
	process.exit( code );
};

exit( await runCli( process.argv.slice( 2 ), exit ) );
