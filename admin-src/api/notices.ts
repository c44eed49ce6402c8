/** Something the page tells once. `error` stays until it is dismissed, `success` goes by itself. */
export interface PageNotice {
	readonly id: string;
	readonly kind: 'error' | 'success';
	readonly text: string;
}

export interface NoticeStore {
	/** The notices that show, oldest first; the same array until something changes. */
	list(): readonly PageNotice[];
	/** Shows a notice. The same text, or the same `id`, shows once. */
	show( kind: PageNotice[ 'kind' ], text: string, id?: string ): void;
	dismiss( id: string ): void;
	/** Calls `changed` after each change; answers how to stop that. */
	subscribe( changed: () => void ): () => void;
}

/** The one list of what the page has to say beside its content. */
export function createNoticeStore(): NoticeStore {
	let notices: readonly PageNotice[] = [];
	const listeners = new Set< () => void >();
	const set = ( next: readonly PageNotice[] ) => {
		notices = next;
		listeners.forEach( ( changed ) => changed() );
	};

	return {
		list: () => notices,
		show( kind, text, id = `${ kind }:${ text }` ) {
			if ( notices.some( ( notice ) => notice.id === id && notice.text === text ) ) {
				return;
			}
			set( [ ...notices.filter( ( notice ) => notice.id !== id ), { id, kind, text } ] );
		},
		dismiss( id ) {
			if ( notices.some( ( notice ) => notice.id === id ) ) {
				set( notices.filter( ( notice ) => notice.id !== id ) );
			}
		},
		subscribe( changed ) {
			listeners.add( changed );
			return () => listeners.delete( changed );
		},
	};
}
