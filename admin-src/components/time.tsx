import { createContext, useContext, useEffect, useState, type JSX, type ReactNode } from 'react';
import { exactTime, timeAgo } from './words/times.ts';

/** Often enough for `12 seconds ago`, rare enough to cost nothing. */
const TICK_MS = 5_000;

const NowContext = createContext< number >( 0 );

/**
 * The shop's time for everything below, moving on while the page is looked at.
 *
 * @param props
 * @param props.now      The shop's clock, in milliseconds since 1970.
 * @param props.children The page.
 */
export function NowProvider( {
	now,
	children,
}: {
	now: () => number;
	children: ReactNode;
} ): JSX.Element {
	const [ time, setTime ] = useState( now );
	useEffect( () => {
		const tick = () => {
			if ( ! document.hidden ) {
				setTime( now() );
			}
		};
		const timer = setInterval( tick, TICK_MS );
		document.addEventListener( 'visibilitychange', tick );
		return () => {
			clearInterval( timer );
			document.removeEventListener( 'visibilitychange', tick );
		};
	}, [ now ] );
	return <NowContext.Provider value={ time }>{ children }</NowContext.Provider>;
}

/** How long ago something was; the exact time is its title. */
export function TimeAgo( { at }: { at: string } ): JSX.Element {
	const now = useContext( NowContext );
	return (
		<time dateTime={ at } title={ exactTime( at ) }>
			{ timeAgo( at, now ) }
		</time>
	);
}
