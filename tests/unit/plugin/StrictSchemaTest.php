<?php

declare( strict_types=1 );

namespace TillSync\Tests\Unit;

use PHPUnit\Framework\TestCase;
use TillSync\Rest\StrictSchema;

/** @covers \TillSync\Rest\StrictSchema */
final class StrictSchemaTest extends TestCase {
	private const SCHEMA = array(
		'type'                 => 'object',
		'properties'           => array(
			'count'   => array(
				'type'    => 'integer',
				'minimum' => 1,
				'maximum' => 9,
			),
			'name'    => array(
				'type'      => 'string',
				'minLength' => 1,
				'maxLength' => 3,
				'pattern'   => '^[a-zé~]+$',
			),
			'kind'    => array(
				'type' => 'string',
				'enum' => array( 'a', 'b' ),
			),
			'maybe'   => array(
				'anyOf' => array(
					array( 'type' => 'boolean' ),
					array( 'type' => 'null' ),
				),
			),
			'list'    => array(
				'type'     => 'array',
				'minItems' => 1,
				'maxItems' => 2,
				'items'    => array(
					'type'       => 'object',
					'properties' => array( 'id' => array( 'type' => 'string' ) ),
					'required'   => array( 'id' ),
				),
			),
			'numbers' => array(
				'type'                 => 'object',
				'propertyNames'        => array(
					'type'    => 'string',
					'pattern' => '^[a-z]+$',
				),
				'additionalProperties' => array( 'type' => 'number' ),
			),
		),
		'required'             => array( 'count' ),
		'additionalProperties' => false,
	);

	public function test_what_fits_passes(): void {
		self::assertSame( array(), self::check( '{"count":1,"name":"é~a","kind":"b","maybe":null,"list":[{"id":"x","more":1}],"numbers":{"a":1,"b":0.5}}' ) );
		self::assertSame( array(), self::check( '{"count":9,"maybe":true,"numbers":{}}' ) );
	}

	/** @return array<string, array{string, string, string}> */
	public function wrong(): array {
		return array(
			'a number as text'              => array( '{"count":"5"}', 'count', 'wrong_type' ),
			'a number as a float'           => array( '{"count":5.0}', 'count', 'wrong_type' ),
			'a number as a boolean'         => array( '{"count":true}', 'count', 'wrong_type' ),
			'null where a number is due'    => array( '{"count":null}', 'count', 'wrong_type' ),
			'too small'                     => array( '{"count":0}', 'count', 'out_of_range' ),
			'too large'                     => array( '{"count":10}', 'count', 'out_of_range' ),
			'missing'                       => array( '{}', 'count', 'missing' ),
			'unknown'                       => array( '{"count":1,"other":1}', 'other', 'unknown_field' ),
			'empty text'                    => array( '{"count":1,"name":""}', 'name', 'too_short' ),
			'long text'                     => array( '{"count":1,"name":"aaaa"}', 'name', 'too_long' ),
			'another pattern'               => array( '{"count":1,"name":"A"}', 'name', 'wrong_form' ),
			'a line break behind it'        => array( '{"count":1,"name":"a\n"}', 'name', 'wrong_form' ),
			'no choice'                     => array( '{"count":1,"kind":"c"}', 'kind', 'not_allowed' ),
			'none of the types'             => array( '{"count":1,"maybe":0}', 'maybe', 'wrong_type' ),
			'a list as text'                => array( '{"count":1,"list":"a,b"}', 'list', 'wrong_type' ),
			'a list as an object'           => array( '{"count":1,"list":{}}', 'list', 'wrong_type' ),
			'an empty list'                 => array( '{"count":1,"list":[]}', 'list', 'too_few' ),
			'a long list'                   => array( '{"count":1,"list":[{"id":"a"},{"id":"b"},{"id":"c"}]}', 'list', 'too_many' ),
			'a wrong field deep inside'     => array( '{"count":1,"list":[{"id":"a"},{"id":7}]}', 'list.1.id', 'wrong_type' ),
			'a missing field deep inside'   => array( '{"count":1,"list":[{}]}', 'list.0.id', 'missing' ),
			'an object as a list'           => array( '{"count":1,"numbers":[]}', 'numbers', 'wrong_type' ),
			'another type in a record'      => array( '{"count":1,"numbers":{"a":"1"}}', 'numbers.a', 'wrong_type' ),
			'a name a record does not take' => array( '{"count":1,"numbers":{"A":1}}', 'numbers.A', 'wrong_form' ),
			'a list instead of the whole'   => array( '[]', 'body', 'wrong_type' ),
			'a word instead of the whole'   => array( '"x"', 'body', 'wrong_type' ),
		);
	}

	/** @dataProvider wrong */
	public function test_what_does_not_fit_is_named( string $json, string $field, string $code ): void {
		$wrong = self::check( $json );
		self::assertSame( array( $field, $code ), array( $wrong[0]['field'] ?? null, $wrong[0]['code'] ?? null ) );
		self::assertStringEndsWith( '.', $wrong[0]['message'] );
	}

	public function test_of_several_forms_the_one_that_was_meant_explains(): void {
		$schema = array(
			'oneOf' => array(
				array(
					'type'       => 'object',
					'properties' => array( 'kind' => array( 'enum' => array( 'plain' ) ) ),
					'required'   => array( 'kind' ),
				),
				array(
					'type'       => 'object',
					'properties' => array(
						'kind' => array( 'enum' => array( 'hashed' ) ),
						'hash' => array( 'type' => 'string' ),
					),
					'required'   => array( 'kind', 'hash' ),
				),
			),
		);
		self::assertSame( array(), StrictSchema::check( json_decode( '{"kind":"plain"}' ), $schema ) );
		self::assertSame( 'hash', StrictSchema::check( json_decode( '{"kind":"hashed"}' ), $schema )[0]['field'] );
		self::assertSame( 'kind', StrictSchema::check( json_decode( '{"kind":"other"}' ), $schema )[0]['field'] );
	}

	public function test_a_page_of_wrong_rows_is_answered_with_twenty_sentences_at_most(): void {
		$schema = array(
			'type'  => 'array',
			'items' => array( 'type' => 'string' ),
		);
		self::assertCount( 20, StrictSchema::check( array_fill( 0, 500, 1 ), $schema ) );
	}

	/** @return list<array{field: string, code: string, message: string}> */
	private static function check( string $json ): array {
		return StrictSchema::check( json_decode( $json ), self::SCHEMA );
	}
}
