import { z } from 'zod';

/**
 * An instant: ISO 8601 in UTC with seconds or milliseconds and a `Z`.
 * Only for showing to people; nothing in the sync compares instants of two machines.
 */
export const Instant = z.iso.datetime( { offset: false } );

/**
 * A quantity or an amount of money: decimal string, at most 12 digits before and 5 after the point, no exponent, no plus sign.
 * Never a float: `"0.1"` and `"0.2"` add up exactly.
 */
export const Decimal = z.string().regex( /^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,5})?$/ );

/** An id of the POS: opaque, compared byte for byte, never parsed. */
export const PosId = z.string().regex( /^[A-Za-z0-9_.:-]{1,64}$/ );

/**
 * A version of a POS row or a cursor of a POS feed: an unsigned whole number below 10^18 as a string,
 * because JavaScript numbers lose digits above 2^53.
 */
export const Version = z.string().regex( /^(?:0|[1-9][0-9]{0,17})$/ );

/** A WordPress post id of a product or a variation. */
export const ProductId = z.int().min( 1 ).max( 9007199254740991 );

/** The shop's one counter of bookings; it is in every answer to the companion. */
export const Seq = z.int().min( 0 ).max( 9007199254740991 );

/** A random name a running companion gives itself; the lease is held under it. */
export const InstanceId = z.uuid();

/** A version the shop counts up itself (settings, links, outbox, commands). */
export const Counter = z.int().min( 0 ).max( 9007199254740991 );

/** Most levels or catalogue rows in one request. */
export const MAX_ROWS = 500;

/** Seconds a batch route works before it answers `not_reached` for what is left. */
export const BATCH_SECONDS = 15;

/** The version of the contract this code speaks. */
export const CONTRACT_VERSION = 1;

/** Path prefix of every route below the shop's REST root. */
export const NAMESPACE = 'wc-tillsync/v1';

/** Request header in which a companion names its instance, on every call; each call renews the lease. */
export const INSTANCE_HEADER = 'X-TillSync-Instance';

/** Request header with the contract version the caller speaks. */
export const CONTRACT_HEADER = 'X-TillSync-Contract';
