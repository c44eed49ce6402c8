import manifest from '../../package.json' with { type: 'json' };

/** The companion’s own version. */
export const COMPANION_VERSION: string = manifest.version;
