import { randomUUID } from 'node:crypto';
import type { RouteName } from '@tillsync/contract';
import { HEARTBEAT, OUTLET, POS } from './talk.ts';

const ITEM = { id: 'bad-item', version: '5', name: 'Never stored' };
const LEVEL = { item_id: 'bad-item', outlet_id: OUTLET, level: '5', version: '5' };
const CATALOGUE = { cursor: { from: '0', to: '777' }, items: [ ITEM ], parked: [] };
const STOCK = { as_of: 0, cursor: { from: '0', to: '777' }, levels: [ LEVEL ], parked: [] };
const EVENT = {
	id: randomUUID(),
	at: '2026-11-22T03:04:05Z',
	kind: 'failure',
	outcome: 'failed',
	item_id: null,
	facts: { reason: 'bad' },
};
const SETTINGS = {
	outlets: [],
	register: null,
	buffer: 7,
	brake: { percent: 20, at_least: 5 },
	remove_data_on_uninstall: true,
};
const PAIR = { item_id: 'bad-item', product_id: 1 };

interface Bad {
	readonly what: string;
	readonly route: RouteName;
	readonly body?: unknown;
	readonly query?: string;
	/** Field the answer must name. */
	readonly field: string;
	readonly code?: string;
	readonly status?: number;
}

const many = < T >( count: number, one: T ): T[] => Array< T >( count ).fill( one );

/** Every route with a body or a query: wrong type, missing, unknown, out of range, too many. */
export const BAD: readonly Bad[] = [
	{
		what: 'no companion',
		route: 'heartbeat',
		body: { ...HEARTBEAT, companion: undefined },
		field: 'companion',
	},
	{
		what: 'poll_seconds as text',
		route: 'heartbeat',
		body: { ...HEARTBEAT, companion: { ...HEARTBEAT.companion, poll_seconds: '10' } },
		field: 'companion.poll_seconds',
	},
	{
		what: 'an unknown field',
		route: 'heartbeat',
		body: { ...HEARTBEAT, wish: 1 },
		field: 'wish',
	},
	{
		what: 'too many commands',
		route: 'heartbeat',
		body: { ...HEARTBEAT, done: many( 101, { id: 1, outcome: 'done', message: '' } ) },
		field: 'done',
		code: 'too_many_items',
		status: 413,
	},
	{
		what: 'a currency in small letters',
		route: 'pos',
		body: { ...POS, currency: 'nzd' },
		field: 'currency',
	},
	{ what: 'no outlets', route: 'pos', body: { ...POS, outlets: undefined }, field: 'outlets' },
	{ what: 'outlets as an object', route: 'pos', body: { ...POS, outlets: {} }, field: 'outlets' },
	{
		what: 'a rate as a number',
		route: 'pos',
		body: { ...POS, taxes: [ { id: 't', name: 'T', rate: 0.15 } ] },
		field: 'taxes.0.rate',
	},
	{
		what: 'no cursor',
		route: 'catalogue_store',
		body: { ...CATALOGUE, cursor: undefined },
		field: 'cursor',
	},
	{
		what: 'a version as a number',
		route: 'catalogue_store',
		body: { ...CATALOGUE, items: [ { ...ITEM, version: 5 } ] },
		field: 'items.0.version',
	},
	{
		what: 'an item without id',
		route: 'catalogue_store',
		body: { ...CATALOGUE, items: [ { version: '5' } ] },
		field: 'items.0.id',
	},
	{
		what: 'an id with spaces',
		route: 'catalogue_store',
		body: { ...CATALOGUE, items: [ { ...ITEM, id: 'a b' } ] },
		field: 'items.0.id',
	},
	{
		what: 'an unknown key of an item',
		route: 'catalogue_store',
		body: { ...CATALOGUE, items: [ { ...ITEM, colour: 'red' } ] },
		field: 'items.0.colour',
	},
	{
		what: 'a price as a float',
		route: 'catalogue_store',
		body: { ...CATALOGUE, items: [ { ...ITEM, price_including_tax: 9.9 } ] },
		field: 'items.0.price_including_tax',
	},
	{
		what: 'a cursor below zero',
		route: 'catalogue_store',
		body: { ...CATALOGUE, cursor: { from: '0', to: '-1' } },
		field: 'cursor.to',
	},
	{
		what: '501 items',
		route: 'catalogue_store',
		body: { ...CATALOGUE, items: many( 501, ITEM ) },
		field: 'items',
		code: 'too_many_items',
		status: 413,
	},
	{ what: 'after as a word', route: 'links_changed', query: 'after=x', field: 'after' },
	{ what: 'an unknown parameter', route: 'links_changed', query: 'since=1', field: 'since' },
	{
		what: 'a level as a number',
		route: 'stock',
		body: { ...STOCK, levels: [ { ...LEVEL, level: 5 } ] },
		field: 'levels.0.level',
	},
	{
		what: 'a level with an exponent',
		route: 'stock',
		body: { ...STOCK, levels: [ { ...LEVEL, level: '1e3' } ] },
		field: 'levels.0.level',
	},
	{
		what: 'a level with six places',
		route: 'stock',
		body: { ...STOCK, levels: [ { ...LEVEL, level: '1.000001' } ] },
		field: 'levels.0.level',
	},
	{
		what: 'an empty level',
		route: 'stock',
		body: { ...STOCK, levels: [ { ...LEVEL, level: '' } ] },
		field: 'levels.0.level',
	},
	{
		what: 'a level of null',
		route: 'stock',
		body: { ...STOCK, levels: [ { ...LEVEL, level: null } ] },
		field: 'levels.0.level',
	},
	{ what: 'no as_of', route: 'stock', body: { ...STOCK, as_of: undefined }, field: 'as_of' },
	{ what: 'as_of below zero', route: 'stock', body: { ...STOCK, as_of: -1 }, field: 'as_of' },
	{ what: 'levels as text', route: 'stock', body: { ...STOCK, levels: 'all' }, field: 'levels' },
	{
		what: '501 levels',
		route: 'stock',
		body: { ...STOCK, levels: many( 501, LEVEL ) },
		field: 'levels',
		code: 'too_many_items',
		status: 413,
	},
	{ what: 'after below zero', route: 'stock_check', query: 'after=-1', field: 'after' },
	{ what: 'after as a fraction', route: 'stock_check', query: 'after=1.5', field: 'after' },
	{
		what: 'a kind the companion may not tell',
		route: 'activity_store',
		body: { events: [ { ...EVENT, kind: 'approved' } ] },
		field: 'events.0.kind',
	},
	{
		what: 'an instant without zone',
		route: 'activity_store',
		body: { events: [ { ...EVENT, at: '2026-11-22 03:04:05' } ] },
		field: 'events.0.at',
	},
	{
		what: 'a nested fact',
		route: 'activity_store',
		body: { events: [ { ...EVENT, facts: { reason: {} } } ] },
		field: 'events.0.facts.reason',
	},
	{
		what: '101 events',
		route: 'activity_store',
		body: { events: many( 101, EVENT ) },
		field: 'events',
		code: 'too_many_items',
		status: 413,
	},
	{ what: 'page 0', route: 'catalogue_list', query: 'page=0', field: 'page' },
	{ what: '101 a page', route: 'catalogue_list', query: 'per_page=101', field: 'per_page' },
	{ what: 'an unknown state', route: 'catalogue_list', query: 'state=lost', field: 'state' },
	{ what: 'an unknown order', route: 'catalogue_list', query: 'orderby=id', field: 'orderby' },
	{ what: 'no search', route: 'shop_products', query: '', field: 'search' },
	{
		what: 'an endless search',
		route: 'shop_products',
		query: `search=${ 'x'.repeat( 101 ) }`,
		field: 'search',
	},
	{
		what: 'an unknown action',
		route: 'links_change',
		body: { action: 'sell', pairs: [ PAIR ] },
		field: 'action',
	},
	{
		what: 'no pairs',
		route: 'links_change',
		body: { action: 'link', pairs: [] },
		field: 'pairs',
	},
	{
		what: 'a product id as text',
		route: 'links_change',
		body: { action: 'link', pairs: [ { ...PAIR, product_id: '1' } ] },
		field: 'pairs.0.product_id',
	},
	{
		what: 'product 0',
		route: 'links_change',
		body: { action: 'link', pairs: [ { ...PAIR, product_id: 0 } ] },
		field: 'pairs.0.product_id',
	},
	{
		what: '51 pairs',
		route: 'links_change',
		body: { action: 'link', pairs: many( 51, PAIR ) },
		field: 'pairs',
		code: 'too_many_items',
		status: 413,
	},
	{ what: 'an unknown kind', route: 'commands', body: { kind: 'format_disk' }, field: 'kind' },
	{
		what: 'a hash that is none',
		route: 'commands',
		body: { kind: 'approve_brake', hash: 'x' },
		field: 'hash',
	},
	{ what: 'before 0', route: 'activity_list', query: 'before=0', field: 'before' },
	{ what: 'an unknown kind', route: 'activity_list', query: 'kind=gossip', field: 'kind' },
	{
		what: 'a buffer below zero',
		route: 'settings_save',
		body: { version: 1, settings: { ...SETTINGS, buffer: -1 } },
		field: 'settings.buffer',
	},
	{
		what: 'a buffer as text',
		route: 'settings_save',
		body: { version: 1, settings: { ...SETTINGS, buffer: '1' } },
		field: 'settings.buffer',
	},
	{
		what: 'half the settings',
		route: 'settings_save',
		body: { version: 1, settings: { buffer: 1 } },
		field: 'settings.outlets',
	},
	{
		what: 'a brake of 0 per cent',
		route: 'settings_save',
		body: { version: 1, settings: { ...SETTINGS, brake: { percent: 0, at_least: 5 } } },
		field: 'settings.brake.percent',
	},
	{
		what: '101 outlets',
		route: 'settings_save',
		body: { version: 1, settings: { ...SETTINGS, outlets: many( 101, 'o' ) } },
		field: 'settings.outlets',
		code: 'too_many_items',
		status: 413,
	},
	{ what: 'an unknown choice', route: 'address', body: { choice: 'sell' }, field: 'choice' },
];
