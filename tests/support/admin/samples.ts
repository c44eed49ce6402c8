/** Answers as a shop gives them; each test changes what it is about. */
import type {
	ActivityRow,
	Attention,
	CatalogueDetail,
	CatalogueList,
	CatalogueRow,
	LinkOutcome,
	OverviewAnswer,
	SettingsAnswer,
	ShopProduct,
} from '@tillsync/contract';

/** The time at which the samples were taken. */
export const NOW = '2026-03-02T10:00:00Z';
export const EARLIER = '2026-03-02T09:59:48Z';

export const HASH = 'a'.repeat( 64 );

export function overview( part: Partial< OverviewAnswer > = {} ): OverviewAnswer {
	return {
		status: { state: 'running', reason: 'all_well', since: null },
		figures: {
			items: 60,
			linked: 42,
			last_success_at: EARLIER,
			last_change_at: EARLIER,
			delay_median_ms: 1400,
			delay_slowest_ms: 9200,
			levels_written_today: 17,
		},
		pos: { vendor_label: 'Lightspeed Retail (X-Series)', retailer: 'Two Wheels' },
		attention: [],
		recent: [ activity( { id: 1 } ) ],
		full_read: null,
		now: NOW,
		...part,
	};
}

export function brake( part: Partial< Attention > = {} ): Attention {
	return {
		kind: 'brake',
		since: EARLIER,
		count: 2,
		hash: HASH,
		entries: [
			{ item_id: 'i1', name: 'Trail Jersey / M', from: '7', to: '0' },
			{ item_id: 'i2', name: 'Rain Cape / L', from: '3', to: '0' },
		],
		...part,
	};
}

export function activity( part: Partial< ActivityRow > = {} ): ActivityRow {
	return {
		id: 1,
		at: EARLIER,
		kind: 'level',
		outcome: 'ok',
		cause: null,
		item_id: 'i1',
		product_id: 101,
		name: 'Trail Jersey / M',
		edit_url: 'https://shop.example/edit/101',
		facts: { from: '7', to: '6' },
		...part,
	};
}

export function product( part: Partial< ShopProduct > = {} ): ShopProduct {
	return {
		id: 101,
		name: 'Trail Jersey – M',
		sku: 'TJ-M',
		gtin: '',
		level: '6',
		image_url: null,
		edit_url: 'https://shop.example/edit/101',
		view_url: 'https://shop.example/product/101',
		item_id: null,
		...part,
	};
}

export function row( part: Partial< CatalogueRow > = {} ): CatalogueRow {
	return {
		id: 'i1',
		family_id: 'f1',
		name: 'Trail Jersey',
		variant: 'M',
		sku: 'TJ-M',
		gtin: '',
		image_url: null,
		price: '89.90',
		pos_level: '7',
		tracked: true,
		state: 'not_in_shop',
		code: null,
		product: null,
		proposal: null,
		changed_at: EARLIER,
		pos_url: null,
		...part,
	};
}

/** A row with a proposal. */
export function proposed( n: number ): CatalogueRow {
	return row( {
		id: `i${ n }`,
		variant: String( n ),
		state: 'proposed',
		proposal: { by: 'sku', product: product( { id: 100 + n, name: `Trail Jersey – ${ n }` } ) },
	} );
}

export function catalogue(
	items: CatalogueRow[],
	part: Partial< CatalogueList > = {}
): CatalogueList {
	const counts: CatalogueList[ 'counts' ] = {
		not_in_shop: 0,
		proposed: 0,
		asked: 0,
		in_shop: 0,
		held: 0,
		problem: 0,
	};
	items.forEach( ( { state } ) => counts[ state ]++ );
	return { items, total: items.length, pages: items.length === 0 ? 0 : 1, counts, ...part };
}

export function detail( part: Partial< CatalogueDetail > = {} ): CatalogueDetail {
	return {
		item: row( { state: 'in_shop', product: product( { level: '7', item_id: 'i1' } ) } ),
		arithmetic: {
			outlets: [
				{ id: 'o1', name: 'Queen Street', level: '9', counted: true },
				{ id: 'o2', name: 'Harbour', level: '2', counted: true },
				{ id: 'o3', name: 'Warehouse', level: '40', counted: false },
			],
			buffer: '1',
			sold_untold: '3',
			target: '7',
			shop: '7',
			checked_at: EARLIER,
		},
		history: [ activity() ],
		...part,
	};
}

export function outcome( n: number, part: Partial< LinkOutcome > = {} ): LinkOutcome {
	return {
		item_id: `i${ n }`,
		product_id: 100 + n,
		outcome: 'linked',
		name: `Trail Jersey – ${ n }`,
		from: '4',
		to: '7',
		...part,
	};
}

export function settings( part: Partial< SettingsAnswer > = {} ): SettingsAnswer {
	return {
		version: 3,
		settings: {
			outlets: [ 'o1' ],
			register: 'r1',
			buffer: 0,
			brake: { percent: 20, at_least: 5 },
			remove_data_on_uninstall: false,
		},
		pos: {
			vendor: 'x-series',
			vendor_label: 'Lightspeed Retail (X-Series)',
			retailer: 'Two Wheels',
			currency: 'NZD',
			outlets: [
				{ id: 'o1', name: 'Queen Street' },
				{ id: 'o2', name: 'Harbour' },
			],
			registers: [
				{ id: 'r1', name: 'Counter', outlet_id: 'o1' },
				{ id: 'r2', name: 'Harbour counter', outlet_id: 'o2' },
			],
		},
		shop: {
			currency: 'NZD',
			url: 'https://shop.example',
			moved_from: null,
			https: true,
			stock_managed: true,
		},
		pairing: {
			paired: true,
			since: EARLIER,
			last_seen: EARLIER,
			companion_version: '0.1.0',
			available: true,
		},
		...part,
	};
}
