/** Names that are neither data nor texts: what spreadsheets, editors and systems put beside them. */

const PASSING = String.raw`^[.~]|~$|^(thumbs\.db|desktop\.ini)$|\.(tmp|bak|swp|part|crdownload)$|^(readme|license)`;

/** In a data folder. */
export const IGNORED_DATA = new RegExp(String.raw`${PASSING}|\.md$`, 'i');

/** In a content folder. */
export const IGNORED_TEXTS = new RegExp(`${PASSING}|^_`, 'i');
