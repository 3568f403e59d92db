/** The version of weightspace that made a result. A test compares it with package.json's. */
export const version = '0.1.0';
