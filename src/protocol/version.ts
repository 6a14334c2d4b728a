// One place for the versions that a runtime and a broker compare.

/** Version of the package; a test holds it to package.json. */
export const packageVersion = '0.1.0';

/** Raised whenever requests, replies or the boot variable change their meaning. */
export const protocolVersion = 1;
