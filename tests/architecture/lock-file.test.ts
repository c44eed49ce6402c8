import { completeLock, missingPackages, type LockFile } from '../../tools/check/lock-file.ts';

const compiler = {
	version: '2.0.0',
	dev: true,
	optionalDependencies: {
		'@fast/compiler-linux-x64-gnu': '2.0.0',
		'@fast/compiler-darwin-arm64': '2.0.0',
		'@fast/compiler-linux-arm-musleabihf': '2.0.0',
		fsevents: '^2.3.0',
	},
};

const LOCK: LockFile = {
	packages: {
		'': {},
		'node_modules/@fast/compiler': compiler,
		'node_modules/@fast/compiler-linux-x64-gnu': { version: '2.0.0', optional: true },
	},
};

describe( 'the lock file', () => {
	test( 'misses exact optional packages that are not locked', () => {
		expect( missingPackages( LOCK ).map( ( { name } ) => name ) ).toEqual( [
			'@fast/compiler-darwin-arm64',
			'@fast/compiler-linux-arm-musleabihf',
		] );
	} );

	test( 'finds what is locked beside the package that asks, or above it', () => {
		const nested: LockFile = {
			packages: {
				'': {},
				'node_modules/outer/node_modules/@fast/compiler': compiler,
				'node_modules/outer/node_modules/@fast/compiler-darwin-arm64': { version: '2.0.0' },
				'node_modules/@fast/compiler-linux-x64-gnu': { version: '2.0.0' },
				'node_modules/@fast/compiler-linux-arm-musleabihf': { version: '2.0.0' },
			},
		};

		expect( missingPackages( nested ) ).toEqual( [] );
	} );

	test( 'is completed with the platform that the name tells', () => {
		const { packages } = completeLock( LOCK );

		expect( Object.keys( packages ) ).toEqual( [
			'',
			'node_modules/@fast/compiler',
			'node_modules/@fast/compiler-darwin-arm64',
			'node_modules/@fast/compiler-linux-arm-musleabihf',
			'node_modules/@fast/compiler-linux-x64-gnu',
		] );
		expect( packages[ 'node_modules/@fast/compiler-linux-arm-musleabihf' ] ).toEqual( {
			version: '2.0.0',
			cpu: [ 'arm' ],
			dev: true,
			libc: [ 'musl' ],
			optional: true,
			os: [ 'linux' ],
		} );
		expect( missingPackages( { packages } ) ).toEqual( [] );
	} );
} );
