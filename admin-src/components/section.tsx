import { Card, CardBody, CardHeader } from '@wordpress/components';
import { useEffect, useId, useRef, type JSX, type ReactNode } from 'react';
import { useLocation, type Section as SectionName } from './location.tsx';

/**
 * A titled part of a page.
 *
 * @param props
 * @param props.title    Its heading.
 * @param props.name     Under which another tab can point to it.
 * @param props.aside    Beside the heading.
 * @param props.children Its content.
 */
export function Section( {
	title,
	name,
	aside,
	children,
}: {
	title: string;
	name?: SectionName;
	aside?: ReactNode;
	children: ReactNode;
} ): JSX.Element {
	const heading = useRef< HTMLHeadingElement >( null );
	const id = useId();
	const { place } = useLocation();
	const pointedTo = name !== undefined && place.section === name;
	useEffect( () => {
		if ( pointedTo ) {
			heading.current?.scrollIntoView( { block: 'start' } );
			heading.current?.focus();
		}
	}, [ pointedTo ] );

	return (
		<section className="tillsync-section" aria-labelledby={ id }>
			<Card>
				<CardHeader>
					<h2 id={ id } ref={ heading } tabIndex={ -1 }>
						{ title }
					</h2>
					{ aside }
				</CardHeader>
				<CardBody>{ children }</CardBody>
			</Card>
		</section>
	);
}
