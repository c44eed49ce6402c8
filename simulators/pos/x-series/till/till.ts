import { createGoodsActions } from './goods.ts';
import type { GoodsActions } from './goods.ts';
import { createItemActions } from './items.ts';
import type { ItemActions } from './items.ts';
import { createSaleActions } from './sales.ts';
import type { SaleActions } from './sales.ts';
import type { TillParts } from './counter.ts';

/** Everything a person can do at the till, for tests without HTTP too. */
export type Till = SaleActions & GoodsActions & ItemActions;

export function createTill( parts: TillParts ): Till {
	return {
		...createSaleActions( parts ),
		...createGoodsActions( parts ),
		...createItemActions( parts ),
	};
}
