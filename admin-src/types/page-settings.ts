/** What the page that loads the bundle hands over as `window.tillsyncSettings`. */
export interface PageSettings {
	/** REST root of `wc-tillsync/v1`, with a trailing slash; with plain permalinks it holds a query already. */
	readonly root: string;
	/** WordPress REST nonce of the person who looks at the page. */
	readonly nonce: string;
	/** Version of the plugin, as people read it. */
	readonly version: string;
	/** Root of wp-admin, with a trailing slash. */
	readonly adminUrl: string;
	/** Set where there is no WordPress around the page. */
	readonly standalone?: true;
}

declare global {
	interface Window {
		tillsyncSettings?: PageSettings;
	}
}
