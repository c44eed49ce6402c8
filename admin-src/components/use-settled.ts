import { useEffect, useState } from 'react';

/** Long enough for the next key, short enough not to be noticed. */
const SETTLE_MS = 250;

/** A value once it has stopped changing, so that typing asks once and not at every key. */
export function useSettled< Value >( value: Value, milliseconds = SETTLE_MS ): Value {
	const [ settled, setSettled ] = useState( value );
	useEffect( () => {
		const timer = setTimeout( () => setSettled( value ), milliseconds );
		return () => clearTimeout( timer );
	}, [ value, milliseconds ] );
	return settled;
}
