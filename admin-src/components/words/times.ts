import { dateI18n, getSettings } from '@wordpress/date';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatCount } from './numbers.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Beyond this an age says less than the date. */
const LONGEST_AGE = 7 * DAY;

/** Below this a delay reads better with a tenth of a second. */
const TENTHS_BELOW = 10 * SECOND;

/** Date and time to the second, in the site's time zone and format. */
export function exactTime( instant: string ): string {
	const { formats } = getSettings();
	return dateI18n( `${ formats.date } ${ formats.time.replace( /\bi\b/, 'i:s' ) }`, instant );
}

/**
 * How long ago something was, for example `12 seconds ago`; the date once that is more than a week.
 * A moment ahead of `now`, which two clocks can make of the present, is `just now`.
 *
 * @param instant ISO 8601.
 * @param now     Milliseconds since 1970, by the same clock as the instant.
 */
export function timeAgo( instant: string, now: number ): string {
	const age = now - Date.parse( instant );
	if ( age < 2 * SECOND ) {
		return __( 'just now', 'tillsync' );
	}
	if ( age < MINUTE ) {
		const seconds = Math.floor( age / SECOND );
		return sprintf(
			/* translators: %s: number of seconds. */
			_n( '%s second ago', '%s seconds ago', seconds, 'tillsync' ),
			formatCount( seconds )
		);
	}
	if ( age < HOUR ) {
		const minutes = Math.floor( age / MINUTE );
		return sprintf(
			/* translators: %s: number of minutes. */
			_n( '%s minute ago', '%s minutes ago', minutes, 'tillsync' ),
			formatCount( minutes )
		);
	}
	if ( age < DAY ) {
		const hours = Math.floor( age / HOUR );
		return sprintf(
			/* translators: %s: number of hours. */
			_n( '%s hour ago', '%s hours ago', hours, 'tillsync' ),
			formatCount( hours )
		);
	}
	if ( age < LONGEST_AGE ) {
		const days = Math.floor( age / DAY );
		/* translators: %s: number of days. */
		return sprintf( _n( '%s day ago', '%s days ago', days, 'tillsync' ), formatCount( days ) );
	}
	return dateI18n( getSettings().formats.date, instant );
}

/** A span as people say it, for example `1.4 s` or `3 min 5 s`. */
export function formatDelay( milliseconds: number ): string {
	if ( milliseconds < TENTHS_BELOW ) {
		return sprintf(
			/* translators: %s: seconds with one decimal. */
			__( '%s s', 'tillsync' ),
			formatCount( Math.round( milliseconds / 100 ) / 10 )
		);
	}
	const seconds = Math.round( milliseconds / SECOND );
	if ( seconds < 60 ) {
		/* translators: %s: seconds. */
		return sprintf( __( '%s s', 'tillsync' ), formatCount( seconds ) );
	}
	if ( seconds < 3600 ) {
		return seconds % 60 === 0
			? /* translators: %s: minutes. */
				sprintf( __( '%s min', 'tillsync' ), formatCount( seconds / 60 ) )
			: sprintf(
					/* translators: 1: minutes, 2: seconds. */
					__( '%1$s min %2$s s', 'tillsync' ),
					formatCount( Math.floor( seconds / 60 ) ),
					formatCount( seconds % 60 )
				);
	}
	return sprintf(
		/* translators: 1: hours, 2: minutes. */
		__( '%1$s h %2$s min', 'tillsync' ),
		formatCount( Math.floor( seconds / 3600 ) ),
		formatCount( Math.floor( ( seconds % 3600 ) / 60 ) )
	);
}
