import { __ } from '@wordpress/i18n';
import type { JSX } from 'react';
import { CopyField } from '../../components/copy-field.tsx';

/**
 * How the companion is set up, one command at a time.
 *
 * @param props
 * @param props.pairing The pairing string, while it can be shown; null: it is known to the companion already.
 */
export function StartGuide( { pairing }: { pairing: string | null } ): JSX.Element {
	return (
		<ol className="tillsync-guide">
			{ pairing !== null && (
				<li>
					<CopyField
						label={ __( 'Pairing string', 'tillsync' ) }
						value={ pairing }
						help={ __(
							'It is shown this once and is as good as a password: give it to the companion only, never by e-mail or chat.',
							'tillsync'
						) }
						long
					/>
				</li>
			) }
			<li>
				<CopyField
					label={ __( 'Pair the companion with this shop', 'tillsync' ) }
					value="npx tillsync pair"
					help={ __(
						'Run this where the companion is to run (Node 20.19 or newer). It asks for the pairing string.',
						'tillsync'
					) }
				/>
			</li>
			<li>
				<CopyField
					label={ __( 'Give it access to the till', 'tillsync' ) }
					value="npx tillsync pos x-series"
					help={ __(
						'It asks for the name of your Lightspeed Retail (X-Series) store and a personal token, made in X-Series under Setup → Personal tokens.',
						'tillsync'
					) }
				/>
			</li>
			<li>
				<CopyField
					label={ __( 'Start it', 'tillsync' ) }
					value="npx tillsync run"
					help={ __(
						'Let it run all the time, for example as a service. If something does not work, npx tillsync doctor says what.',
						'tillsync'
					) }
				/>
			</li>
		</ol>
	);
}
