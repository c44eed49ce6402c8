/**
 * The project's lint rules without those that need the compiler: samples stand in no TypeScript project.
 */
import tseslint from 'typescript-eslint';
import rules from '../../eslint.config.mjs';

export default [
	...rules,
	{
		files: [ '**/*.ts', '**/*.tsx' ],
		...tseslint.configs.disableTypeChecked,
		languageOptions: { parserOptions: { projectService: false } },
	},
];
