<?php
/**
 * The pairing string.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

/** Writes what `contract/src/pairing.ts` reads: `tillsync1.<base64url of the JSON>.<CRC-32>`. Pure. */
final class PairingString {

	/**
	 * The string.
	 *
	 * @param string $root     REST root of the shop with trailing slash.
	 * @param string $user     Login of the companion's user.
	 * @param string $password Its application password.
	 * @param string $shop_id  Id of the shop.
	 */
	public static function encode( string $root, string $user, string $password, string $shop_id ): string {
		// phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- This class is pure.
		$json = (string) json_encode(
			array(
				'v'        => 1,
				'root'     => $root,
				'user'     => $user,
				'password' => $password,
				'shop_id'  => $shop_id,
			),
			JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE
		);
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- A form for copying, not hiding.
		$payload = rtrim( strtr( base64_encode( $json ), '+/', '-_' ), '=' );
		return "tillsync1.$payload." . sprintf( '%08x', crc32( $payload ) );
	}
}
