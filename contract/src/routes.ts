import type { z } from 'zod';
import { ActivityList, ActivityQuery, ActivityRequest, ActivityStored } from './activity.ts';
import {
	CatalogueAnswer,
	CatalogueDetail,
	CatalogueList,
	CatalogueQuery,
	CatalogueRequest,
	ShopProductsAnswer,
	ShopProductsQuery,
} from './catalogue.ts';
import { CommandAnswer, CommandRequest } from './commands.ts';
import { HeartbeatAnswer, HeartbeatRequest } from './heartbeat.ts';
import { LinksAnswer, LinksQuery, LinksRequest, LinksResult } from './links.ts';
import { OverviewAnswer } from './overview.ts';
import { PairingAnswer, PairingRevoked } from './pairing.ts';
import { PosAnswer, PosRequest } from './pos.ts';
import {
	AddressAnswer,
	AddressRequest,
	SettingsAnswer,
	SettingsRequest,
	SettingsSaved,
} from './settings.ts';
import { ShopAnswer } from './shop.ts';
import { StockAnswer, StockCheckAnswer, StockCheckQuery, StockRequest } from './stock.ts';

/**
 * One route of `wc-tillsync/v1`. `audience` decides the capability (companion: `manage_tillsync`, admin: `manage_woocommerce`) and,
 * for the companion, that the instance header is required; with `lease` the caller must hold the lease.
 */
export interface Route {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below the namespace; `{id}` is an item id of the POS. */
	readonly path: string;
	readonly audience: 'companion' | 'admin';
	readonly lease: boolean;
	readonly body?: z.ZodType;
	readonly query?: z.ZodType;
	readonly answer: z.ZodType;
	readonly does: string;
}

/** Every route there is; the reference page, the schemas for PHP, the Woo simulator and the batteries are made from this table. */
export const ROUTES = {
	shop: {
		method: 'GET',
		path: '/shop',
		audience: 'companion',
		lease: false,
		answer: ShopAnswer,
		does: 'What the shop is, its settings, and where reading stands.',
	},
	heartbeat: {
		method: 'POST',
		path: '/heartbeat',
		audience: 'companion',
		lease: false,
		body: HeartbeatRequest,
		answer: HeartbeatAnswer,
		does: 'Takes or renews the lease; health and figures in, versions and commands out.',
	},
	pos: {
		method: 'PUT',
		path: '/pos',
		audience: 'companion',
		lease: true,
		body: PosRequest,
		answer: PosAnswer,
		does: 'What the POS is, for the forms.',
	},
	catalogue_store: {
		method: 'POST',
		path: '/catalogue',
		audience: 'companion',
		lease: true,
		body: CatalogueRequest,
		answer: CatalogueAnswer,
		does: 'A page of POS items into the mirror, with its cursor.',
	},
	links_changed: {
		method: 'GET',
		path: '/links',
		audience: 'companion',
		lease: false,
		query: LinksQuery,
		answer: LinksAnswer,
		does: 'Links changed since a version.',
	},
	stock: {
		method: 'POST',
		path: '/stock',
		audience: 'companion',
		lease: true,
		body: StockRequest,
		answer: StockAnswer,
		does: 'A page of levels; the shop computes and writes.',
	},
	stock_check: {
		method: 'POST',
		path: '/stock/check',
		audience: 'companion',
		lease: true,
		query: StockCheckQuery,
		answer: StockCheckAnswer,
		does: 'Compares a window of linked levels with the mirror and puts right what differs.',
	},
	activity_store: {
		method: 'POST',
		path: '/activity',
		audience: 'companion',
		lease: true,
		body: ActivityRequest,
		answer: ActivityStored,
		does: 'What only the companion knows, for the shopkeeper’s log.',
	},
	overview: {
		method: 'GET',
		path: '/overview',
		audience: 'admin',
		lease: false,
		answer: OverviewAnswer,
		does: 'Status, figures and what needs attention.',
	},
	catalogue_list: {
		method: 'GET',
		path: '/catalogue',
		audience: 'admin',
		lease: false,
		query: CatalogueQuery,
		answer: CatalogueList,
		does: 'POS items with state, a page at a time.',
	},
	catalogue_detail: {
		method: 'GET',
		path: '/catalogue/{id}',
		audience: 'admin',
		lease: false,
		answer: CatalogueDetail,
		does: 'One item: its level with the arithmetic, and its history.',
	},
	shop_products: {
		method: 'GET',
		path: '/shop-products',
		audience: 'admin',
		lease: false,
		query: ShopProductsQuery,
		answer: ShopProductsAnswer,
		does: 'Products and variations to link by hand.',
	},
	links_change: {
		method: 'POST',
		path: '/links',
		audience: 'admin',
		lease: false,
		body: LinksRequest,
		answer: LinksResult,
		does: 'Links or unlinks up to 50 pairs; with dry_run only says what would happen.',
	},
	commands: {
		method: 'POST',
		path: '/commands',
		audience: 'admin',
		lease: false,
		body: CommandRequest,
		answer: CommandAnswer,
		does: 'Asks the companion for something, or releases what the brake holds.',
	},
	activity_list: {
		method: 'GET',
		path: '/activity',
		audience: 'admin',
		lease: false,
		query: ActivityQuery,
		answer: ActivityList,
		does: 'What happened, newest first.',
	},
	settings_read: {
		method: 'GET',
		path: '/settings',
		audience: 'admin',
		lease: false,
		answer: SettingsAnswer,
		does: 'Settings, with what the forms need.',
	},
	settings_save: {
		method: 'PUT',
		path: '/settings',
		audience: 'admin',
		lease: false,
		body: SettingsRequest,
		answer: SettingsSaved,
		does: 'Saves all settings; with dry_run only says what would change.',
	},
	address: {
		method: 'POST',
		path: '/settings/address',
		audience: 'admin',
		lease: false,
		body: AddressRequest,
		answer: AddressAnswer,
		does: 'The shop’s address changed: it moved, or it is a copy.',
	},
	pairing_create: {
		method: 'POST',
		path: '/pairing',
		audience: 'admin',
		lease: false,
		answer: PairingAnswer,
		does: 'Makes a new credential for the companion and shows its pairing string, once.',
	},
	pairing_revoke: {
		method: 'DELETE',
		path: '/pairing',
		audience: 'admin',
		lease: false,
		answer: PairingRevoked,
		does: 'Revokes the companion’s credential.',
	},
} as const satisfies Record< string, Route >;

export type RouteName = keyof typeof ROUTES;
