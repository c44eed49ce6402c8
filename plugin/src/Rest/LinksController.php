<?php
/**
 * GET /links, POST /links
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Catalogue\LinkChange;
use TillSync\Catalogue\Links;

/** Links: read by the companion, changed by the page. */
final class LinksController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct( Gate $gate, private Links $links, private LinkChange $change ) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array(
			'links_changed' => fn ( Input $input ): array => $this->changed( is_int( $input->query['after'] ?? null ) ? $input->query['after'] : 0 ),
			'links_change'  => fn ( Input $input ): array => $this->change( $input ),
		);
	}

	/**
	 * Links changed since a version. A page never ends inside a version, so that `after` misses none.
	 *
	 * @param int $after Version.
	 * @return array<string, mixed>
	 */
	private function changed( int $after ): array {
		$limit   = $this->gate->contract->number( 'max_rows' );
		$version = $this->links->version();
		// Versions hold at most max_pairs rows; asking for that many more makes the cut fall between two versions.
		$links = $this->links->changed( $after, $limit + $this->gate->contract->number( 'max_pairs' ) );
		$more  = count( $links ) > $limit;
		if ( $more ) {
			$version = $links[ $limit ]['version'] - 1;
			$links   = array_values( array_filter( $links, static fn ( array $link ): bool => $link['version'] <= $version ) );
		}
		_prime_post_caches( array_column( $links, 'product_id' ), false, false );
		return array(
			'items'   => array_map(
				static fn ( array $link ): array => array(
					'item_id'    => $link['item_id'],
					'product_id' => $link['product_id'],
					'name'       => wp_strip_all_tags( html_entity_decode( (string) get_post_field( 'post_title', $link['product_id'], 'raw' ), ENT_QUOTES, 'UTF-8' ) ),
					'state'      => $link['state'],
					'version'    => $link['version'],
				),
				$links
			),
			'version' => $version,
			'more'    => $more,
		);
	}

	/**
	 * Links or unlinks.
	 *
	 * @param Input $input The request.
	 * @return array<string, mixed>
	 * @throws ApiError When the shop's address has changed.
	 */
	private function change( Input $input ): array {
		/** @var list<array{item_id: string, product_id: int}> $pairs */
		$pairs   = $input->body['pairs'];
		$dry_run = true === ( $input->body['dry_run'] ?? false );
		if ( ! $dry_run && $this->gate->options->moved() ) {
			throw new ApiError( 'shop_moved' );
		}
		return 'link' === $input->body['action'] ? $this->change->link( $pairs, $dry_run ) : $this->change->unlink( $pairs, $dry_run );
	}
}
