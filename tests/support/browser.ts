import { existsSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const PLACES = [
	process.env[ 'CHROMIUM_PATH' ],
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
];

/** The browser's program, or null when the machine has none (`CHROMIUM_PATH` names another place). */
export function findBrowser(): string | null {
	return PLACES.find( ( place ) => place !== undefined && existsSync( place ) ) ?? null;
}

/** A headless browser with a profile of its own; close it in `afterAll`. */
export async function startBrowser(): Promise< Browser > {
	const executablePath = findBrowser();
	if ( executablePath === null ) {
		throw new Error( 'There is no Chromium; set CHROMIUM_PATH.' );
	}
	return chromium.launch( {
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	} );
}

/** Logs into wp-admin by its form. */
export async function logInByForm(
	page: Page,
	url: string,
	user: string,
	password: string
): Promise< void > {
	await page.goto( `${ url }/wp-login.php` );
	await page.locator( '#user_login' ).fill( user );
	await page.locator( '#user_pass' ).fill( password );
	await page.locator( '#wp-submit' ).click();
	await page.waitForURL( /wp-admin/ );
}

/**
 * What axe finds wrong with a page, one line each; the page must be loaded.
 *
 * @param within CSS selector of the part that is ours; all of it by default.
 */
export async function axeViolations( page: Page, within = 'html' ): Promise< readonly string[] > {
	await page.evaluate( readFileSync( require.resolve( 'axe-core/axe.min.js' ), 'utf8' ) );
	const violations: readonly string[] = await page.evaluate( async ( selector ) => {
		const { axe } = window as unknown as { axe: typeof import( 'axe-core' ) };
		const { violations: found } = await axe.run( selector );
		return found.map(
			( { id, nodes } ) => `${ id }: ${ nodes.map( ( node ) => node.html ).join( ' | ' ) }`
		);
	}, within );
	return violations;
}

/**
 * A suite that needs a browser; without one it is skipped, and its name says why.
 */
export function describeWithBrowser( name: string, suite: () => void ): void {
	if ( findBrowser() === null ) {
		describe.skip(
			`${ name } (skipped: no Chromium here; install it or set CHROMIUM_PATH)`,
			suite
		);
		return;
	}
	describe( name, suite );
}
