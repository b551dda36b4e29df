export { url, type UrlOptions } from './browser/url.js';
export { dropped } from './browser/dropped.js';
