<?php
/**
 * What all routes share.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Companion\Lease;
use TillSync\Support\Contract;

/**
 * Registers routes as the contract's table describes them, and stands before each handler: permission, instance and contract
 * headers, lease, moved shop, strict validation. A handler gets an {@see Input} and answers an array, or throws
 * {@see ApiError}. Anything else thrown is logged and answered with `storage_failed`, never with its text.
 */
abstract class AbstractController {

	/** Bytes of a body at most; 500 rows of the contract with every field at its limit are below it. */
	private const MOST_BYTES = 4194304;

	/** Takes what every controller needs. */
	public function __construct( protected Gate $gate ) {
	}

	/**
	 * The handlers of this controller: name of the route in the contract → handler.
	 *
	 * @return array<string, callable(Input): array<string, mixed>>
	 */
	abstract protected function handlers(): array;

	/** Registers the routes; for the hook `rest_api_init`. */
	final public function register(): void {
		foreach ( $this->handlers() as $name => $handler ) {
			$route = $this->gate->contract->route( $name );
			register_rest_route(
				$this->gate->contract->text( 'namespace' ),
				str_replace( '{id}', '(?P<id>[^/]+)', $route['path'] ),
				array(
					'methods'             => $route['method'],
					'permission_callback' => fn (): bool|\WP_Error => $this->permitted( $route['audience'] ),
					'callback'            => fn ( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error => $this->answer( $name, $handler, $request ),
				)
			);
		}
	}

	/**
	 * Gives WordPress's answer to a body that is no JSON the contract's code; for `rest_request_before_callbacks`. WordPress
	 * reads the body before it asks for permission.
	 *
	 * @param mixed            $response What there is of an answer.
	 * @param \WP_REST_Request $request  The request.
	 * @param Contract         $contract The contract.
	 */
	final public static function name_broken_json( mixed $response, \WP_REST_Request $request, Contract $contract ): mixed {
		$broken = is_wp_error( $response ) && 'rest_invalid_json' === $response->get_error_code();
		if ( ! $broken || ! str_starts_with( $request->get_route(), '/' . $contract->text( 'namespace' ) . '/' ) ) {
			return $response;
		}
		$known = $contract->error( 'invalid_json' );
		return new \WP_Error( 'invalid_json', $known['message'], array( 'status' => $known['status'] ) );
	}

	/**
	 * Whether the user may use a route of an audience. Cookies count only with a nonce: without one WordPress has signed the
	 * user out by now, and with a wrong one it has answered 403 itself.
	 *
	 * @param string $audience `companion` or `admin`.
	 */
	private function permitted( string $audience ): bool|\WP_Error {
		if ( ! is_user_logged_in() ) {
			return $this->error( 'not_signed_in' );
		}
		// phpcs:ignore WordPress.WP.Capabilities.Unknown -- Ours and WooCommerce's.
		return current_user_can( 'companion' === $audience ? 'manage_tillsync' : 'manage_woocommerce' ) ? true : $this->error( 'not_allowed' );
	}

	/**
	 * Checks a request, runs its handler and turns what happens into an answer.
	 *
	 * @param string                                 $name    Route.
	 * @param callable(Input): array<string, mixed> $handler Its handler.
	 * @param \WP_REST_Request                       $request The request.
	 */
	private function answer( string $name, callable $handler, \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		try {
			$route    = $this->gate->contract->route( $name );
			$instance = 'companion' === $route['audience'] ? $this->instance_of( $request ) : '';
			$body     = $route['body'] ? $this->body_of( $name, $request ) : array();
			$query    = $route['query'] ? $this->query_of( $name, $request ) : array();
			$id       = rawurldecode( (string) ( $request->get_url_params()['id'] ?? '' ) );
			if ( '' !== $id && 1 !== preg_match( '/^[A-Za-z0-9_.:-]{1,64}$/D', $id ) ) {
				throw new ApiError( 'not_found' );
			}
			if ( '' !== $instance && 'heartbeat' !== $name ) {
				$this->hold_lease( $instance, $route['lease'] );
			}
			if ( $route['lease'] && $this->gate->options->moved() ) {
				throw new ApiError( 'shop_moved' );
			}
			$answer = $handler( new Input( $body, $query, $id, $instance ) );
			if ( 'companion' === $route['audience'] ) {
				$answer = array( 'seq' => $this->gate->database->current( 'seq' ) ) + $answer;
			}
			$response = new \WP_REST_Response( $answer );
			$response->header( 'Cache-Control', 'no-store, private' );
			return $response;
		} catch ( ApiError $error ) {
			return $this->error( $error->error_code, $error->fields );
		} catch ( \Throwable $error ) {
			$this->gate->log->thrown( $error, "Route $name" );
			return $this->error( 'storage_failed' );
		}
	}

	/**
	 * The calling companion, after its contract version was found to fit.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @throws ApiError When a header is missing or does not fit.
	 */
	private function instance_of( \WP_REST_Request $request ): string {
		$contract = (string) $request->get_header( $this->gate->contract->text( 'contract_header' ) );
		if ( 1 !== preg_match( '/^[0-9]{1,6}$/D', $contract ) || (int) $contract < $this->gate->contract->number( 'oldest_contract' ) ) {
			throw new ApiError( 'contract_too_old' );
		}
		if ( (int) $contract > $this->gate->contract->number( 'contract' ) ) {
			throw new ApiError( 'contract_too_new' );
		}
		$instance = strtolower( (string) $request->get_header( $this->gate->contract->text( 'instance_header' ) ) );
		if ( 1 !== preg_match( '/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/D', $instance ) ) {
			throw new ApiError( 'instance_missing' );
		}
		return $instance;
	}

	/**
	 * Renews the lease if the caller holds it.
	 *
	 * @param string $instance The caller.
	 * @param bool   $required Whether the route may only be used with the lease.
	 * @throws ApiError When the lease is required and not held.
	 */
	private function hold_lease( string $instance, bool $required ): void {
		$standing = $this->gate->lease->renew( $instance );
		if ( $required && Lease::HELD !== $standing ) {
			throw new ApiError( Lease::OTHER === $standing ? 'other_companion' : 'lease_missing' );
		}
	}

	/**
	 * The body, checked against its schema.
	 *
	 * @param string           $name    Route.
	 * @param \WP_REST_Request $request The request.
	 * @return array<string, mixed>
	 * @throws ApiError When it does not fit.
	 */
	private function body_of( string $name, \WP_REST_Request $request ): array {
		$text = $request->get_body();
		if ( strlen( $text ) > self::MOST_BYTES ) {
			throw new ApiError( 'too_many_items' );
		}
		$value = json_decode( $text, false, 32 );
		if ( null === $value && 'null' !== trim( $text ) ) {
			throw new ApiError( 'invalid_json' );
		}
		$this->must_fit( $value, $name, 'body' );
		$body = json_decode( $text, true, 32 );
		return is_array( $body ) ? $body : array();
	}

	/**
	 * The query, checked against its schema. What WordPress itself reads (`_locale`, `_wpnonce`, `rest_route` …) is left out.
	 *
	 * @param string           $name    Route.
	 * @param \WP_REST_Request $request The request.
	 * @return array<string, mixed>
	 * @throws ApiError When it does not fit.
	 */
	private function query_of( string $name, \WP_REST_Request $request ): array {
		$query      = array();
		$properties = $this->gate->contract->schema( $name, 'query' )['properties'] ?? array();
		foreach ( $request->get_query_params() as $key => $value ) {
			$key = (string) $key;
			if ( str_starts_with( $key, '_' ) || 'rest_route' === $key ) {
				continue;
			}
			$type = is_array( $properties ) && is_array( $properties[ $key ] ?? null ) ? ( $properties[ $key ]['type'] ?? null ) : null;
			// A query carries text only; a whole number in canonical form is what the contract calls an integer.
			$whole         = 'integer' === $type && is_string( $value ) && 1 === preg_match( '/^(?:0|[1-9][0-9]{0,15})$/D', $value );
			$query[ $key ] = $whole ? (int) $value : $value;
		}
		$this->must_fit( (object) $query, $name, 'query' );
		return $query;
	}

	/**
	 * Throws where a value does not fit its schema.
	 *
	 * @param mixed  $value The decoded value.
	 * @param string $name  Route.
	 * @param string $part  `body` or `query`.
	 * @throws ApiError When it does not fit.
	 */
	private function must_fit( mixed $value, string $name, string $part ): void {
		$wrong = StrictSchema::check( $value, $this->gate->contract->schema( $name, $part ) );
		if ( array() !== $wrong ) {
			throw new ApiError( in_array( 'too_many', array_column( $wrong, 'code' ), true ) ? 'too_many_items' : 'invalid_request', $wrong );
		}
	}

	/**
	 * An error in WordPress's shape.
	 *
	 * @param string                                                    $code   Of the contract.
	 * @param list<array{field: string, code: string, message: string}> $fields Which fields.
	 */
	private function error( string $code, array $fields = array() ): \WP_Error {
		$known = $this->gate->contract->error( $code );
		$data  = array( 'status' => $known['status'] );
		if ( array() !== $fields ) {
			$data['fields'] = $fields;
		}
		return new \WP_Error( $code, $known['message'], $data );
	}
}
