import type { LinkOutcome } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';

/** Why a single product was not a plain success. */
export type ItemCode = NonNullable< LinkOutcome[ 'code' ] >;

/** One sentence for each code: what is the matter and what to do. A new code does not compile without its sentence. */
const SENTENCES: Readonly< Record< ItemCode, () => string > > = {
	item_unknown: () =>
		__( 'The till does not know this item. Check that it still exists there.', 'tillsync' ),
	item_deleted: () =>
		__(
			'The till has deleted this item. Restore it there, or unlink the product.',
			'tillsync'
		),
	product_unknown: () =>
		__(
			'The product is not in the shop any more. Restore it from the trash, or link another.',
			'tillsync'
		),
	product_is_parent: () =>
		__(
			'This product has variations, and only they have stock. Link the variations.',
			'tillsync'
		),
	product_type: () =>
		__(
			'Only simple products and variations can be linked. Choose another product.',
			'tillsync'
		),
	product_taken: () =>
		__(
			'The product is linked to another item of the till. Unlink that one first.',
			'tillsync'
		),
	item_taken: () =>
		__( 'The item is linked to another product already. Unlink it first.', 'tillsync' ),
	not_linked: () => __( 'The two are not linked. Reload the list.', 'tillsync' ),
	duplicate: () => __( 'The item was chosen twice. It was handled once.', 'tillsync' ),
	outlet_unknown: () =>
		__(
			'The till does not have this outlet any more. Choose the outlets again under Settings.',
			'tillsync'
		),
	level_unknown: () =>
		__(
			'The till does not say how many there are. The shop keeps its number until it does.',
			'tillsync'
		),
	level_moved: () =>
		__(
			'The number in the shop changed at the same moment. TillSync tries again by itself.',
			'tillsync'
		),
	brake: () =>
		__(
			'Held back, because many products would change at once. Approve it on the Overview.',
			'tillsync'
		),
	not_reached: () =>
		__(
			'There was no time left for this one. TillSync comes back to it by itself.',
			'tillsync'
		),
	defect: () =>
		__(
			'The shop failed while saving this product. See WooCommerce → Status → Logs.',
			'tillsync'
		),
};

/** The sentence for a code. */
export function itemCodeSentence( code: ItemCode ): string {
	return SENTENCES[ code ]();
}
