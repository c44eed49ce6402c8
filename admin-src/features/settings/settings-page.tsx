import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { SettingsAnswer } from '@tillsync/contract';
import { useState, type JSX } from 'react';
import { failureSentence } from '../../api/failure-sentences.ts';
import { POLL_MS, useSettings } from '../../api/queries.ts';
import { ErrorState, Skeleton } from '../../components/states.tsx';
import { AddressSection } from './address-section.tsx';
import { ConnectionSection } from './connection-section.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { BrakeSection, DataSection, StockSection } from './stock-sections.tsx';
import { useSettingsForm } from './use-settings-form.ts';

function Form( {
	saved,
	reload,
}: {
	saved: SettingsAnswer;
	reload: () => Promise< SettingsAnswer | undefined >;
} ): JSX.Element {
	const form = useSettingsForm( saved, reload );
	return (
		<form
			noValidate
			className="tillsync-form"
			onSubmit={ ( event ) => {
				event.preventDefault();
				void form.save();
			} }
		>
			<StockSection form={ form } pos={ saved.pos } />
			<BrakeSection form={ form } />
			<DataSection form={ form } />
			{ form.failure !== null && (
				<Notice status="error" isDismissible={ false } className="tillsync-notice">
					{ form.failure }
				</Notice>
			) }
			<div className="tillsync-form__foot">
				<Button
					__next40pxDefaultSize
					variant="primary"
					type="submit"
					isBusy={ form.busy }
					disabled={ form.busy || ! form.changed }
					accessibleWhenDisabled
				>
					{ __( 'Save changes', 'tillsync' ) }
				</Button>
				{ form.changed && (
					<Button
						__next40pxDefaultSize
						variant="tertiary"
						disabled={ form.busy }
						onClick={ form.discard }
					>
						{ __( 'Discard', 'tillsync' ) }
					</Button>
				) }
			</div>
			{ form.plan !== null && (
				<PlanDialog
					plan={ form.plan }
					busy={ form.busy }
					onConfirm={ () => void form.confirm() }
					onCancel={ form.leavePlan }
				/>
			) }
		</form>
	);
}

/** Connection, stock, brake and data. */
export function SettingsPage(): JSX.Element {
	const [ waiting, setWaiting ] = useState( false );
	const settings = useSettings( waiting ? POLL_MS.pairing : POLL_MS.list );

	if ( settings.data === undefined ) {
		return settings.isError ? (
			<ErrorState
				message={ failureSentence( settings.error ) }
				onRetry={ () => void settings.refetch() }
				busy={ settings.isFetching }
			/>
		) : (
			<Skeleton rows={ 8 } />
		);
	}
	const { shop } = settings.data;
	return (
		<div className="tillsync-settings">
			{ shop.moved_from !== null && (
				<AddressSection from={ shop.moved_from } to={ shop.url } />
			) }
			<ConnectionSection saved={ settings.data } onWaiting={ setWaiting } />
			<Form
				saved={ settings.data }
				reload={ async () => ( await settings.refetch() ).data }
			/>
		</div>
	);
}
