import type { FailureCode } from '../domain/failure.ts';
import { withoutQuery } from '../net/http.ts';

/** One sentence for each way of failing: what happened, what to do. `where` is the address, without secrets. */
type Sentences = Readonly< Record< FailureCode, ( where: string ) => string > >;

const again = 'try again, and if it stays so run “tillsync doctor”';

const SHARED: Sentences = {
	timed_out: ( where ) =>
		`${ where } did not answer in time; check that it is up and that no firewall is in the way, then try again.`,
	name_unknown: ( where ) =>
		`The name in ${ where } is not known; check the address and this machine’s internet connection (DNS).`,
	refused: ( where ) =>
		`Nothing answers at ${ where }; check the address and that the server is running.`,
	broken_off: ( where ) => `The connection to ${ where } broke off; ${ again }.`,
	server_error: ( where ) =>
		`${ where } reports an error of its own; look into its log, then try again.`,
	rate_limited: ( where ) =>
		`${ where } asks for fewer requests just now; wait a few minutes, then try again.`,
	certificate_untrusted: ( where ) =>
		`The certificate of ${ where } is not trusted; renew it, or if it is your own set NODE_EXTRA_CA_CERTS to its issuer’s file.`,
	redirected: ( where ) =>
		`${ where } sends on to another address; correct the site address so that it answers directly, and connect again.`,
	not_json: ( where ) =>
		`${ where } answers with a web page instead of data; check that no maintenance mode, firewall or login page is in the way.`,
	unreadable_answer: ( where ) =>
		`${ where } answers in an unexpected form; update the companion and the plugin.`,
	too_large: ( where ) =>
		`${ where } answers with far more than was asked for; check the address.`,
	route_missing: ( where ) => `${ where } does not know this request; check the address.`,
	not_found: ( where ) => `${ where } does not know this request; check the address.`,
	credential_refused: ( where ) =>
		`${ where } refuses the credential; make a new one and connect again.`,
	not_allowed: ( where ) => `${ where } does not allow this credential what it needs.`,
	companion_too_old: () =>
		'The companion is too old for this shop; update it (npm install -g tillsync).',
	plugin_too_old: () =>
		'The TillSync plugin in the shop is too old for this companion; update the plugin in WordPress.',
	other_companion: () =>
		'Another companion is connected to this shop; stop it, or wait a minute after it has stopped.',
	lease_missing: ( where ) => `${ where } has let another companion in; ${ again }.`,
	shop_moved: () =>
		'The address of the shop has changed; say in WooCommerce → TillSync → Settings whether it moved or is a copy.',
	sweeping: () =>
		'The shop is still looking through orders placed while TillSync was off; wait a minute.',
	pos_unknown: () => 'The shop does not know the POS yet; start “tillsync run”.',
	feed_stuck: ( where ) => `${ where } answers the same rows over and over; ${ again }.`,
	feed_short: ( where ) =>
		`${ where } answers an empty list where there was a full one; ${ again }.`,
	stopped: () => 'The companion was stopped in the middle of this.',
	request_refused: ( where ) =>
		`${ where } refuses a request; update the companion and the plugin.`,
	unexpected: () =>
		'Something went wrong inside the companion; run it with TILLSYNC_LOG_LEVEL=debug and report what it says.',
};

const SHOP: Sentences = {
	...SHARED,
	route_missing: ( where ) =>
		`The shop at ${ where } answers, but TillSync is not active there; activate the plugin in WordPress → Plugins.`,
	not_json: ( where ) =>
		`The shop at ${ where } answers with a web page instead of data; check that the TillSync plugin is active and that no maintenance mode or firewall is in the way.`,
	credential_refused: ( where ) =>
		`The shop at ${ where } refuses the credential; press “Connect companion” in WooCommerce → TillSync → Settings and run “tillsync pair” with the new string.`,
	not_allowed: ( where ) =>
		`The shop at ${ where } knows this user but does not let it work for TillSync; press “Connect companion” in WooCommerce → TillSync → Settings and run “tillsync pair” with the new string.`,
	redirected: ( where ) =>
		`The shop at ${ where } sends on to another address; correct “WordPress Address” in its settings, then pair again.`,
	request_refused: () =>
		'The shop refuses a request of the companion; update the plugin and the companion.',
};

const POS: Sentences = {
	...SHARED,
	credential_refused: ( where ) =>
		`${ where } refuses the token; make a new one in Setup → Personal Tokens and run “tillsync pos x-series” again.`,
	not_allowed: ( where ) =>
		`The token of ${ where } may not read what is needed; make one as an administrator in Setup → Personal Tokens and run “tillsync pos x-series” again.`,
	not_found: ( where ) => `There is no X-Series account at ${ where }; check the prefix.`,
	not_json: ( where ) => `There is no X-Series account at ${ where }; check the prefix.`,
	redirected: ( where ) => `There is no X-Series account at ${ where }; check the prefix.`,
};

/** What a person reads of a failure of the shop. */
export function shopSentence( failure: { readonly code: string }, root: string ): string {
	return sentence( SHOP, failure.code, shopAddress( root ) );
}

/** What a person reads of a failure of the POS. */
export function posSentence( failure: { readonly code: string }, baseUrl: string ): string {
	return sentence( POS, failure.code, baseUrl );
}

/** A code that is not known comes out of the status file of a newer companion. */
function sentence( sentences: Sentences, code: string, where: string ): string {
	return isKnown( code )
		? sentences[ code ]( where )
		: `Something is wrong with ${ where } (${ code }); run “tillsync doctor”.`;
}

function isKnown( code: string ): code is FailureCode {
	return Object.hasOwn( SHARED, code );
}

/** A shop by the address its owner knows, not the one of its REST API. */
export function shopAddress( root: string ): string {
	return withoutQuery( root ).replace( /\/(?:wp-json\/?|index\.php)?$/, '' );
}
