export { __camel__ } from './__name__.js';
export type { __Pascal__Options } from './__name__-options.js';
