import { Card, CardBody } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { OverviewAnswer } from '@tillsync/contract';
import type { JSX, ReactNode } from 'react';
import { TimeAgo } from '../../components/time.tsx';
import { formatCount } from '../../components/words/numbers.ts';
import { formatDelay } from '../../components/words/times.ts';

interface Figure {
	readonly label: string;
	readonly value: ReactNode;
	readonly note: string;
}

function figuresOf( figures: OverviewAnswer[ 'figures' ] ): Figure[] {
	const none = '–';
	return [
		{
			label: __( 'Linked products', 'tillsync' ),
			value: formatCount( figures.linked ),
			note: sprintf(
				/* translators: %s: number of items. */
				__( 'of %s items at the till', 'tillsync' ),
				formatCount( figures.items )
			),
		},
		{
			label: __( 'Last change from the till', 'tillsync' ),
			value:
				figures.last_change_at === null ? none : <TimeAgo at={ figures.last_change_at } />,
			note: figures.last_change_at === null ? __( 'none yet', 'tillsync' ) : '',
		},
		{
			label: __( 'From till to shop', 'tillsync' ),
			value: figures.delay_median_ms === null ? none : formatDelay( figures.delay_median_ms ),
			note:
				figures.delay_slowest_ms === null
					? __( 'nothing measured yet', 'tillsync' )
					: sprintf(
							/* translators: %s: a span such as 4.2 s. */
							__( 'median; slowest today %s', 'tillsync' ),
							formatDelay( figures.delay_slowest_ms )
						),
		},
		{
			label: __( 'Stock updates today', 'tillsync' ),
			value: formatCount( figures.levels_written_today ),
			note: __( 'numbers written in the shop', 'tillsync' ),
		},
	];
}

/** The figures of the day. */
export function Figures( { figures }: { figures: OverviewAnswer[ 'figures' ] } ): JSX.Element {
	return (
		<Card className="tillsync-figures">
			<CardBody>
				<dl className="tillsync-figures__list">
					{ figuresOf( figures ).map( ( { label, value, note } ) => (
						<div key={ label } className="tillsync-figures__figure">
							<dt>{ label }</dt>
							<dd>
								<span className="tillsync-figures__value">{ value }</span>
								<span className="tillsync-figures__note">{ note }</span>
							</dd>
						</div>
					) ) }
				</dl>
			</CardBody>
		</Card>
	);
}
