/** The version of weightspace that made a result. A test holds it to package.json's. */
export const version = '0.1.0';
