import { createChance } from '../chance.ts';
import type { Store } from '../store/store.ts';
import { seedAccount } from './account.ts';
import type { Account } from './account.ts';
import { buildFamily, buildSingle } from './build.ts';
import type { BuildContext, BuiltProduct } from './build.ts';
import { families } from './families.ts';
import { generatedSingles } from './generated.ts';
import { singles } from './singles.ts';
import { specialItems } from './special-items.ts';

export interface Seeded {
	readonly account: Account;
	readonly products: readonly BuiltProduct[];
}

export interface SeedOptions {
	readonly seed: string;
	readonly currency: string;
	/** Plain items beyond the curated ones. */
	readonly generated: number;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** The seeded account as values; the same options always give the same. */
export function buildSeed( options: SeedOptions ): Seeded {
	const { seed } = options;
	const account = seedAccount( seed, options.currency );
	const [ tax, noTax ] = account.taxes;
	const context: BuildContext = {
		seed,
		chance: createChance( `${ seed } products` ),
		tax,
		noTax,
		at: options.at,
		outlets: account.outlets.length,
	};
	return {
		account,
		products: [
			...families.flatMap( ( spec ) => buildFamily( spec, context ) ),
			...[ ...singles, ...specialItems, ...generatedSingles( options.generated ) ].map(
				( spec ) => buildSingle( spec, context )
			),
		],
	};
}

/** Puts a seeded account into an empty store, as if somebody had entered it. */
export function fillStore( store: Store, { account, products }: Seeded ): void {
	account.taxes.forEach( store.putTax );
	account.outlets.forEach( store.putOutlet );
	account.registers.forEach( store.putRegister );
	account.paymentTypes.forEach( store.putPaymentType );
	account.users.forEach( store.putUser );
	account.customers.forEach( store.putCustomer );
	for ( const { product } of products ) {
		store.putProduct( product );
	}
	for ( const { product, levels } of products ) {
		account.outlets.forEach( ( outlet, index ) => {
			const level = levels[ index ];
			if ( level !== undefined ) {
				store.setLevel( product.id, outlet.id, level );
			}
		} );
	}
}
