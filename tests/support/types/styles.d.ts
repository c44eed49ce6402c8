/** Style sheets are imported for their effect and answered by the bundler. */
declare module '*.css';
declare module '*.scss';
