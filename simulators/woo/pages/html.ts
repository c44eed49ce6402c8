const ENTITIES: Record< string, string > = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text made safe between tags and in quoted attributes. */
export const escapeHtml = ( text: string ): string =>
	text.replace( /[&<>"']/g, ( char ) => ENTITIES[ char ] ?? char );

/** A value as a JavaScript literal that cannot end its script element. */
export const scriptLiteral = ( value: unknown ): string =>
	JSON.stringify( value ).replace( /</g, '\\u003c' );

/** A whole page; `head` and `body` are HTML already. */
export const htmlPage = ( title: string, body: string, head = '' ): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${ escapeHtml( title ) }</title>
${ head }
</head>
<body>
${ body }
</body>
</html>
`;
