<?php
/**
 * The rules of the house for the plugin's PHP that neither PHPCS nor PHPStan know.
 *
 * Usage: php php-rules.php <plugin folder>. Prints one line per finding, "file:line  rule  what", and exits with 1
 * when there is one.
 *
 * - hooks: add_action() and its relatives are called in src/Plugin.php and src/Hooks alone, so that one place lists every hook.
 *   uninstall.php and the main file call none.
 * - pure: the classes named below decide and do nothing else. They call functions of PHP only, none that reads a
 *   clock, chance, a file or the network, and name no class of WordPress or WooCommerce.
 * - request: what a visitor sent is read by WordPress's REST server, or by a guard in src/Lock, which checks it.
 *   src/Admin may look at the address to know which page is asked for.
 * - open-route: no route is open to everybody.
 * - strict: every file declares strict types.
 */

declare( strict_types=1 );

const HOOK_FUNCTIONS    = [ 'add_action', 'add_filter', 'remove_action', 'remove_filter', 'remove_all_actions', 'remove_all_filters' ];
const HOOK_FILES        = '~^src/(?:Plugin|Hooks/[A-Za-z]+)\.php$~';
const PURE_FILES        = [
	'src/Lock/FieldPolicy.php',
	'src/Lock/Meaning.php',
	'src/Stock/StockEquation.php',
	'src/Catalogue/ProposalPlan.php',
	'src/Orders/OrderSnapshot.php',
];
const REQUEST_VARIABLES = [ '$_POST', '$_GET', '$_REQUEST', '$_COOKIE', '$_FILES', '$_SERVER' ];
const REQUEST_FILES     = '~^src/Lock/(?:Forms/)?[A-Za-z]*Guard\.php$~';
const ADDRESS_FILES     = '~^src/Admin/~';
const IMPURE_FUNCTIONS  = '~^(?:time|microtime|hrtime|date|gmdate|mktime|strtotime|sleep|usleep|rand|mt_rand|random_\w+|uniqid'
	. '|getenv|ini_\w+|file\w*|fopen|fwrite|curl_\w+|mysqli_\w+|header|setcookie|exec|system|mail|print_r|var_dump|error_log|define)$~';

if ( $argc < 2 || ! is_dir( $argv[1] ) ) {
	fwrite( STDERR, "Usage: php php-rules.php <plugin folder>\n" );
	exit( 2 );
}

$plugin_folder = rtrim( $argv[1], '/' );
$findings      = [];

foreach ( php_files( $plugin_folder ) as $path ) {
	$name     = substr( $path, strlen( $plugin_folder ) + 1 );
	$findings = array_merge( $findings, check_file( $name, (string) file_get_contents( $path ) ) );
}

foreach ( $findings as $finding ) {
	echo $finding, "\n";
}

exit( [] === $findings ? 0 : 1 );

/** @return list<string> Every PHP file of the plugin that is written by hand, sorted. */
function php_files( string $folder ): array {
	$files = [];

	foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $folder, FilesystemIterator::SKIP_DOTS ) ) as $file ) {
		$path = $file->getPathname();

		if ( str_ends_with( $path, '.php' ) && ! preg_match( '~/(?:build|vendor|node_modules)/~', $path ) ) {
			$files[] = $path;
		}
	}

	sort( $files );

	return $files;
}

/** @return list<string> Findings of one file. */
function check_file( string $name, string $source ): array {
	$tokens   = array_values(
		array_filter(
			PhpToken::tokenize( $source ),
			static fn( PhpToken $token ): bool => ! $token->is( [ T_WHITESPACE, T_COMMENT, T_DOC_COMMENT ] )
		)
	);
	$findings = [];
	$report   = static function ( int $line, string $rule, string $what ) use ( &$findings, $name ): void {
		$findings[] = "{$name}:{$line}  {$rule}  {$what}";
	};

	if ( ! preg_match( '~declare\(\s*strict_types\s*=\s*1\s*\)~', $source ) ) {
		$report( 1, 'strict', 'declare( strict_types=1 ) is missing' );
	}

	$pure = in_array( $name, PURE_FILES, true );

	foreach ( $tokens as $index => $token ) {
		if ( $token->is( T_VARIABLE ) && ! may_read_request( $token->text, $name ) ) {
			$report( $token->line, 'request', "{$token->text} outside the guards of src/Lock" );
		}
		if ( 'src/Rest/' === substr( $name, 0, 9 ) && false !== strpos( $token->text, '__return_true' ) ) {
			$report( $token->line, 'open-route', 'a route needs a capability' );
		}

		$called = called_function( $tokens, $index );

		if ( in_array( $called, HOOK_FUNCTIONS, true ) && 1 !== preg_match( HOOK_FILES, $name ) ) {
			$report( $token->line, 'hooks', "{$called}() outside src/Plugin.php and src/Hooks" );
		}
		if ( $pure ) {
			foreach ( impurities( $tokens, $index, $called ) as $what ) {
				$report( $token->line, 'pure', $what );
			}
		}
	}

	return $findings;
}

/** Whether a file may use a variable; always true for variables that do not come with the request. */
function may_read_request( string $variable, string $name ): bool {
	return ! in_array( $variable, REQUEST_VARIABLES, true )
		|| 1 === preg_match( REQUEST_FILES, $name )
		|| ( '$_GET' === $variable && 1 === preg_match( ADDRESS_FILES, $name ) );
}

/**
 * @param list<PhpToken> $tokens Tokens without white space and comments.
 *
 * @return string Name of the global function that is called here, without a leading backslash; '' if none is.
 */
function called_function( array $tokens, int $index ): string {
	$token  = $tokens[ $index ];
	$next   = $tokens[ $index + 1 ] ?? null;
	$before = $tokens[ $index - 1 ] ?? null;

	if ( ! $token->is( [ T_STRING, T_NAME_FULLY_QUALIFIED, T_NAME_QUALIFIED ] ) || null === $next || '(' !== $next->text ) {
		return '';
	}
	if ( null !== $before && $before->is( [ T_OBJECT_OPERATOR, T_NULLSAFE_OBJECT_OPERATOR, T_DOUBLE_COLON, T_FUNCTION, T_NEW, T_FN ] ) ) {
		return '';
	}

	return strtolower( ltrim( $token->text, '\\' ) );
}

/**
 * @param list<PhpToken> $tokens Tokens without white space and comments.
 * @param string         $called Function called here, '' if none.
 *
 * @return list<string> What a pure class may not do, and does at this token.
 */
function impurities( array $tokens, int $index, string $called ): array {
	static $own = null;

	$own  ??= array_flip( get_defined_functions()['internal'] );
	$token  = $tokens[ $index ];
	$found  = [];

	if ( '' !== $called && ( ! isset( $own[ $called ] ) || preg_match( IMPURE_FUNCTIONS, $called ) ) && 'defined' !== $called ) {
		$found[] = "{$called}() in a pure class";
	}
	if ( $token->is( T_GLOBAL ) || ( $token->is( T_VARIABLE ) && in_array( $token->text, [ '$GLOBALS', '$wpdb' ], true ) ) ) {
		$found[] = "{$token->text} in a pure class";
	}
	if ( $token->is( [ T_ECHO, T_PRINT, T_INCLUDE, T_INCLUDE_ONCE, T_REQUIRE, T_REQUIRE_ONCE ] ) ) {
		$found[] = "{$token->text} in a pure class";
	}
	if ( $token->is( [ T_STRING, T_NAME_FULLY_QUALIFIED, T_NAME_QUALIFIED ] ) && preg_match( '~^\\\\?(?:WP_|WC_|wpdb|Automattic\\\\)~', $token->text ) ) {
		$found[] = "{$token->text} in a pure class";
	}

	return $found;
}
