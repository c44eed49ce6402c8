/**
 * What the browser has and jsdom lacks, for components that ask for it while they render.
 */
import '@testing-library/jest-dom';
import { toHaveNoViolations } from 'jest-axe';

expect.extend( toHaveNoViolations );

if ( typeof window.matchMedia !== 'function' ) {
	window.matchMedia = ( query: string ): MediaQueryList => ( {
		matches: false,
		media: query,
		onchange: null,
		addListener: () => undefined,
		removeListener: () => undefined,
		addEventListener: () => undefined,
		removeEventListener: () => undefined,
		dispatchEvent: () => false,
	} );
}

if ( typeof globalThis.ResizeObserver !== 'function' ) {
	globalThis.ResizeObserver = class {
		observe(): void {}
		unobserve(): void {}
		disconnect(): void {}
	};
}

if ( typeof Element.prototype.scrollIntoView !== 'function' ) {
	Element.prototype.scrollIntoView = (): void => undefined;
}

/**
 * WordPress's components bring their styles as nested CSS, which jsdom cannot read and reports in full. No test looks
 * at styles.
 */
const appendToHead = document.head.appendChild.bind( document.head );
document.head.appendChild = < Child extends Node >( child: Child ): Child =>
	child instanceof HTMLStyleElement && child.hasAttribute( 'data-wp-hash' )
		? child
		: appendToHead( child );

window.scrollTo = (): void => undefined;
