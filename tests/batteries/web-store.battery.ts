/**
 * What every shop that speaks the contract must do: the plugin in a real WordPress, and the stand-in without one.
 * One file for both, so that a test that passes on the stand-in says something about the plugin.
 */
import {
	activitySection,
	commandsSection,
	overviewSection,
	pairingSection,
	settingsSection,
} from './web-store/admin.ts';
import { badInputSection } from './web-store/bad-input.ts';
import { brakeSection } from './web-store/brake.ts';
import { catalogueSection } from './web-store/catalogue.ts';
import { leaseSection } from './web-store/lease.ts';
import { linksSection } from './web-store/links.ts';
import { stockSection } from './web-store/stock.ts';
import type { MakeStore, WebStore } from './web-store/store.ts';
import { createTalk, type Subject, type Talk } from './web-store/talk.ts';

/** Title, tests, and whether each test needs a store of its own. */
const SECTIONS: readonly [ string, ( subject: Subject ) => void, 'shared' | 'each' ][] = [
	[ 'lease', leaseSection, 'each' ],
	[ 'catalogue', catalogueSection, 'shared' ],
	[ 'stock', stockSection, 'shared' ],
	[ 'links', linksSection, 'shared' ],
	[ 'brake', brakeSection, 'each' ],
	[ 'settings', settingsSection, 'shared' ],
	[ 'commands', commandsSection, 'shared' ],
	[ 'activity', activitySection, 'shared' ],
	[ 'overview', overviewSection, 'each' ],
	[ 'pairing', pairingSection, 'each' ],
	[ 'bad input', badInputSection, 'shared' ],
];

const START_TIMEOUT_MS = 60_000;

/**
 * Runs the battery.
 *
 * @param name      What is tested.
 * @param makeStore Makes a paired shop with nothing read and nothing linked; each is stopped before the next is made.
 */
export function webStoreBattery( name: string, makeStore: MakeStore ): void {
	describe( name, () => {
		describe.each( SECTIONS )( '%s', ( _title, section, mode ) => {
			let current: { store: WebStore; talk: Talk } | undefined;
			const start = async (): Promise< void > => {
				const store = await makeStore();
				current = { store, talk: createTalk( store ) };
			};
			const stop = async (): Promise< void > => {
				await current?.store.stop();
				current = undefined;
			};
			const running = (): { store: WebStore; talk: Talk } => {
				if ( ! current ) {
					throw new Error( 'The store exists inside tests and hooks only.' );
				}
				return current;
			};
			if ( mode === 'each' ) {
				beforeEach( start, START_TIMEOUT_MS );
				afterEach( stop, START_TIMEOUT_MS );
			} else {
				beforeAll( start, START_TIMEOUT_MS );
				afterAll( stop, START_TIMEOUT_MS );
			}
			section( { store: () => running().store, talk: () => running().talk } );
		} );
	} );
}
