import type { Result } from '../domain/failure.ts';
import type {
	ActivityRequest,
	CatalogueAnswer,
	CatalogueRequest,
	HeartbeatAnswer,
	HeartbeatRequest,
	LinksAnswer,
	PosRequest,
	ShopAnswer,
	StockAnswer,
	StockCheckAnswer,
	StockRequest,
} from '../domain/shop.ts';

/**
 * A shop that speaks the contract. Each call is one request; none throws. Every write may be sent again without harm.
 * A failure means that nothing is known of what the shop did, except for `rejected` and `conflict`: then it did nothing.
 */
export interface WebStore {
	/** Most rows in one call of `storeCatalogue` or `storeLevels`. */
	readonly maxRows: number;
	shop(): Promise< Result< ShopAnswer > >;
	/** Takes or renews the lease; everything that writes needs it. */
	heartbeat( request: HeartbeatRequest ): Promise< Result< HeartbeatAnswer > >;
	describePos(
		pos: PosRequest
	): Promise< Result< { readonly seq: number; readonly changed: boolean } > >;
	/**
	 * An item the contract cannot carry (a name of 600 characters) is handed over as a parked row instead, so that it
	 * never fails the page it came with.
	 */
	storeCatalogue( request: CatalogueRequest ): Promise< Result< CatalogueAnswer > >;
	storeLevels( request: StockRequest ): Promise< Result< StockAnswer > >;
	/** Links changed after a version of the links. */
	linksAfter( version: number ): Promise< Result< LinksAnswer > >;
	/** Compares the window of linked products after a product id with the mirror, and puts right what differs. */
	checkLevels( after: number ): Promise< Result< StockCheckAnswer > >;
	recordActivity(
		request: ActivityRequest
	): Promise< Result< { readonly seq: number; readonly stored: number } > >;
}
