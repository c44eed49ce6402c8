import { Button, Modal, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { JSX, ReactNode } from 'react';

/**
 * The foot of a dialog: what may have gone wrong, the way out, and the one thing to do.
 *
 * @param props
 * @param props.confirm     What the button does, as a verb; null: only a way out.
 * @param props.onConfirm   Does it.
 * @param props.onCancel    Leaves.
 * @param props.busy        It is being done; the buttons wait.
 * @param props.disabled    It cannot be done as things stand.
 * @param props.destructive It cannot simply be taken back.
 * @param props.problem     Why it did not work; the dialog stays as it is.
 * @param props.cancel      Word of the way out.
 */
export function DialogFoot( {
	confirm,
	onConfirm,
	onCancel,
	busy = false,
	disabled = false,
	destructive = false,
	problem = null,
	cancel = __( 'Cancel', 'tillsync' ),
}: {
	confirm: string | null;
	onConfirm?: () => void;
	onCancel: () => void;
	busy?: boolean;
	disabled?: boolean;
	destructive?: boolean;
	problem?: string | null;
	cancel?: string;
} ): JSX.Element {
	return (
		<>
			{ problem !== null && (
				<Notice status="error" isDismissible={ false } className="tillsync-notice">
					{ problem }
				</Notice>
			) }
			<div className="tillsync-dialog__foot">
				<Button
					__next40pxDefaultSize
					variant={ confirm === null ? 'secondary' : 'tertiary' }
					onClick={ onCancel }
				>
					{ cancel }
				</Button>
				{ confirm !== null && (
					<Button
						__next40pxDefaultSize
						variant="primary"
						isDestructive={ destructive }
						isBusy={ busy }
						disabled={ busy || disabled }
						accessibleWhenDisabled
						onClick={ onConfirm }
					>
						{ confirm }
					</Button>
				) }
			</div>
		</>
	);
}

/** A dialog that asks before something is done. Focus goes in when it opens, and back when it closes. */
export function ConfirmDialog( {
	title,
	children,
	onCancel,
	...foot
}: {
	title: string;
	children: ReactNode;
	confirm: string;
	onConfirm: () => void;
	onCancel: () => void;
	busy?: boolean;
	destructive?: boolean;
	problem?: string | null;
} ): JSX.Element {
	return (
		<Modal
			title={ title }
			size="medium"
			onRequestClose={ onCancel }
			className="tillsync-dialog"
		>
			{ children }
			<DialogFoot { ...foot } onCancel={ onCancel } />
		</Modal>
	);
}
