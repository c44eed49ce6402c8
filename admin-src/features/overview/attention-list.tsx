import { __ } from '@wordpress/i18n';
import type { OverviewAnswer } from '@tillsync/contract';
import type { JSX } from 'react';
import { Section } from '../../components/section.tsx';
import { EmptyState } from '../../components/states.tsx';
import { TimeAgo } from '../../components/time.tsx';
import { ActionButton } from './action-button.tsx';
import { byHarm, KINDS, namesTold } from './attention.ts';

/**
 * What needs a person, most harmful first, each with what happened, since when, what to do and one button.
 *
 * @param props
 * @param props.overview What the shop tells.
 * @param props.onCheck  Asks for a comparison of every level.
 * @param props.onBrake  Opens the list of held changes.
 */
export function AttentionList( {
	overview,
	onCheck,
	onBrake,
}: {
	overview: OverviewAnswer;
	onCheck: () => void;
	onBrake: () => void;
} ): JSX.Element {
	const sorted = byHarm( overview.attention );
	return (
		<Section title={ __( 'Needs attention', 'tillsync' ) }>
			{ sorted.length === 0 && (
				<EmptyState title={ __( 'Nothing needs your attention.', 'tillsync' ) }>
					<p className="tillsync-quiet">
						{ __( 'Last looked:', 'tillsync' ) } <TimeAgo at={ overview.now } />
					</p>
				</EmptyState>
			) }
			<ul className="tillsync-attention">
				{ sorted.map( ( attention ) => {
					const words = KINDS[ attention.kind ];
					const names = namesTold( attention );
					return (
						<li key={ attention.kind } className="tillsync-attention__entry">
							<div>
								<h3>{ words.what( attention.count ) }</h3>
								<p>{ words.remedy() }</p>
								{ names !== '' && <p className="tillsync-quiet">{ names }</p> }
								{ attention.since !== null && (
									<p className="tillsync-quiet">
										{ __( 'Since:', 'tillsync' ) }{ ' ' }
										<TimeAgo at={ attention.since } />
									</p>
								) }
							</div>
							<ActionButton
								action={ words.action }
								label={ words.button() }
								onCheck={ onCheck }
								onBrake={ onBrake }
							/>
						</li>
					);
				} ) }
			</ul>
		</Section>
	);
}
