/** What the page that loads the bundle hands over as `window.tillsyncSettings`. */
export interface PageSettings {
	/** Version of the plugin, as people read it. */
	readonly version: string;
	/** Root of wp-admin, with a trailing slash. */
	readonly adminUrl: string;
	/** Set where there is no WordPress around the page, which would know these by itself. */
	readonly standalone?: {
		/** The shop's REST root, with a trailing slash. */
		readonly root: string;
		/** REST nonce of the person who looks at the page. */
		readonly nonce: string;
	};
}

declare global {
	interface Window {
		tillsyncSettings?: PageSettings;
	}
}
