import wordpress from '@wordpress/prettier-config';

/** WordPress's own style; lines may be as long as the standards for PHP allow them to be in practice. */
export default { ...wordpress, printWidth: 100 };
