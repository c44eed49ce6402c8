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
					value="tillsync pair"
					help={ __(
						'Run this where the companion is installed: on a machine with Node 20.19 or newer, by npm install -g and the path of its package, the .tgz file that comes with this plugin. It asks for the pairing string.',
						'tillsync'
					) }
				/>
			</li>
			<li>
				<CopyField
					label={ __( 'Give it access to the till', 'tillsync' ) }
					value="tillsync pos x-series"
					help={ __(
						'It asks for the domain prefix of your Lightspeed Retail (X-Series) store, what stands before .retail.lightspeed.app, and a personal token, made in X-Series under Setup → Personal tokens.',
						'tillsync'
					) }
				/>
			</li>
			<li>
				<CopyField
					label={ __( 'Start it', 'tillsync' ) }
					value="tillsync run"
					help={ __(
						'Let it run all the time, for example as a service. If something does not work, tillsync doctor says what.',
						'tillsync'
					) }
				/>
			</li>
		</ol>
	);
}
