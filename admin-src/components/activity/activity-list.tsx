import { Button, ExternalLink } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ActivityRow } from '@tillsync/contract';
import { useId, useState, type JSX } from 'react';
import { Badge } from '../badge.tsx';
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
					<ExternalLink href={ row.edit_url }>
						{ __( 'Product', 'tillsync' ) }
					</ExternalLink>
				</>
			) }
		</>
	);
}

function Entry( { group }: { group: Group } ): JSX.Element {
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
							{ groupSentence( group ) }
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

/** Entries, newest first, grouped by what caused them. */
export function ActivityEntries( { rows }: { rows: readonly ActivityRow[] } ): JSX.Element {
	return (
		<ul className="tillsync-activity">
			{ groupByCause( rows ).map( ( group ) => (
				<Entry key={ group.key } group={ group } />
			) ) }
		</ul>
	);
}
