import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ActivityRow } from '@tillsync/contract';
import { useId, useState, type JSX } from 'react';
import { Badge } from '../badge.tsx';
import { OutsideLink } from '../outside-link.tsx';
import { TimeAgo } from '../time.tsx';
import { groupByCause, groupSentence, leading, type Group } from './groups.ts';
import { KIND_LABELS, OUTCOMES } from './kinds.ts';
import { activitySentence } from './sentence.ts';

function OutcomeBadge( { row }: { row: Pick< ActivityRow, 'outcome' > } ): JSX.Element {
	const { label, tone } = OUTCOMES[ row.outcome ];
	return <Badge tone={ tone }>{ label() }</Badge>;
}

function Sentence( { row }: { row: ActivityRow } ): JSX.Element {
	return (
		<>
			{ activitySentence( row ) }
			{ row.edit_url !== null && (
				<>
					{ ' ' }
					<OutsideLink href={ row.edit_url }>{ __( 'Product', 'tillsync' ) }</OutsideLink>
				</>
			) }
		</>
	);
}

function Entry( { group, cut }: { group: Group; cut: boolean } ): JSX.Element {
	const [ open, setOpen ] = useState( false );
	const id = useId();
	const [ newest ] = group.rows;
	const first = leading( group );
	const several = group.rows.length > 1;

	return (
		<li className="tillsync-activity__entry">
			<div className="tillsync-activity__line">
				<span className="tillsync-activity__sentence">
					{ several ? (
						<Button
							variant="link"
							aria-expanded={ open }
							aria-controls={ id }
							onClick={ () => setOpen( ! open ) }
						>
							{ groupSentence( group, cut ) }
						</Button>
					) : (
						<Sentence row={ newest } />
					) }
				</span>
				<span className="tillsync-activity__kind">{ KIND_LABELS[ first.kind ]() }</span>
				<OutcomeBadge row={ first } />
				<span className="tillsync-activity__time">
					<TimeAgo at={ newest.at } />
				</span>
			</div>
			{ several && (
				<ul id={ id } className="tillsync-activity__members" hidden={ ! open }>
					{ group.rows.map( ( row ) => (
						<li key={ row.id }>
							<Sentence row={ row } />
						</li>
					) ) }
				</ul>
			) }
		</li>
	);
}

/**
 * Entries, newest first, grouped by what caused them.
 *
 * @param props
 * @param props.rows The entries.
 * @param props.cut  There are older ones, so that the last group may have more members than are here.
 */
export function ActivityEntries( {
	rows,
	cut = false,
}: {
	rows: readonly ActivityRow[];
	cut?: boolean;
} ): JSX.Element {
	return (
		<ul className="tillsync-activity">
			{ groupByCause( rows ).map( ( group, index, all ) => (
				<Entry key={ group.key } group={ group } cut={ cut && index === all.length - 1 } />
			) ) }
		</ul>
	);
}
