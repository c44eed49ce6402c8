/**
 * Some packages bring a program for each platform, as optional packages of which one is installed. npm writes only
 * those into the lock file that the registry at hand has; where one is missing, `npm ci` refuses the whole file, on
 * every platform.
 */

type LockedPackage = {
	version?: string;
	dev?: boolean;
	optional?: boolean;
	os?: string[];
	cpu?: string[];
	libc?: string[];
	optionalDependencies?: Record< string, string >;
};

/** The part of package-lock.json that is read here: folder of each package → what is locked. */
export type LockFile = { packages: Record< string, LockedPackage > };

type MissingPackage = { name: string; version: string; dev: boolean };

const PLATFORM =
	/-(?<os>aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(?<cpu>[a-z]\w*)(?:-(?<abi>\w+))?$/;

/** C library by the end of a package's name; other ends (msvc, eabi) say nothing npm asks for. */
const LIBRARIES: Record< string, string > = {
	gnu: 'glibc',
	gnueabihf: 'glibc',
	musl: 'musl',
	musleabihf: 'musl',
};

/** Optional packages with an exact version that another locked package names and the file leaves out. */
export function missingPackages( { packages }: LockFile ): MissingPackage[] {
	const missing = new Map< string, MissingPackage >();

	for ( const [ folder, { optionalDependencies = {}, dev = false } ] of Object.entries(
		packages
	) ) {
		for ( const [ name, version ] of Object.entries( optionalDependencies ) ) {
			if ( /^\d+\.\d+\.\d+/.test( version ) && ! isLocked( packages, folder, name ) ) {
				missing.set( name, { name, version, dev } );
			}
		}
	}

	return [ ...missing.values() ];
}

/** Looks for a package the way Node does: in the folder of the one that asks, then further up. */
function isLocked( packages: LockFile[ 'packages' ], folder: string, name: string ): boolean {
	for (
		let at = folder;
		;
		at = at.slice( 0, Math.max( 0, at.lastIndexOf( 'node_modules/' ) - 1 ) )
	) {
		if ( packages[ `${ at && `${ at }/` }node_modules/${ name }` ] ) {
			return true;
		}
		if ( at === '' ) {
			return false;
		}
	}
}

/**
 * The same lock file with an entry for each missing package whose name tells its platform. Such an entry has no
 * checksum: npm installs it on that platform only, and notes the checksum then.
 */
export function completeLock( lock: LockFile ): LockFile {
	const { '': root = {}, ...packages } = lock.packages;

	for ( const missing of missingPackages( lock ) ) {
		const entry = platformEntry( missing );
		if ( entry ) {
			packages[ `node_modules/${ missing.name }` ] = entry;
		}
	}
	const sorted = Object.entries( packages ).sort( ( [ a ], [ b ] ) =>
		a.localeCompare( b, 'en' )
	);

	return { ...lock, packages: { '': root, ...Object.fromEntries( sorted ) } };
}

/** Keys in npm's order, so that npm finds nothing to tidy up. */
function platformEntry( { name, version, dev }: MissingPackage ): LockedPackage | undefined {
	const { os, cpu, abi } = PLATFORM.exec( name )?.groups ?? {};
	if ( ! os || ! cpu ) {
		return undefined;
	}
	const library = LIBRARIES[ abi ?? '' ];

	return {
		version,
		cpu: [ cpu ],
		...( dev ? { dev } : {} ),
		...( library ? { libc: [ library ] } : {} ),
		optional: true,
		os: [ os ],
	};
}
