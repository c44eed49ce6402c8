/**
 * The words of the contract as the companion’s own: types alone, so that the cycles and the adapters of the POS
 * speak of items and levels without knowing how they travel.
 */
export type {
	ActivityRequest,
	CatalogueAnswer,
	CatalogueItem,
	CatalogueRequest,
	Command,
	CommandDone,
	CursorState,
	Feed,
	Figures,
	Health,
	HeartbeatAnswer,
	HeartbeatRequest,
	Level,
	LinksAnswer,
	ParkedRow,
	PosRequest,
	ShopAnswer,
	StockAnswer,
	StockCheckAnswer,
	StockOutcome,
	StockRequest,
} from '@tillsync/contract';
