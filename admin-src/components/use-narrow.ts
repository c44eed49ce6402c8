import { useEffect, useState } from 'react';

/** Below this a table has no room for its columns. */
const NARROW = '(max-width: 600px)';

/** Whether the window is narrow, as it is now. */
export function useNarrow(): boolean {
	const [ narrow, setNarrow ] = useState( () => window.matchMedia( NARROW ).matches );
	useEffect( () => {
		const query = window.matchMedia( NARROW );
		const read = () => setNarrow( query.matches );
		query.addEventListener( 'change', read );
		return () => query.removeEventListener( 'change', read );
	}, [] );
	return narrow;
}
