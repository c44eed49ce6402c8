/** jest-axe ships no types: this is the part of it the tests use. */
declare module 'jest-axe' {
	import type { AxeResults, RunOptions } from 'axe-core';

	export function axe( html: Element | string, options?: RunOptions ): Promise< AxeResults >;
	export const toHaveNoViolations: {
		toHaveNoViolations: ( results: AxeResults ) => { pass: boolean; message: () => string };
	};

	global {
		namespace jest {
			interface Matchers< R > {
				toHaveNoViolations(): R;
			}
		}
	}
}
