/** Builds the web application unless the build is of exactly these sources. */
export function ensureBuilt(): void;
/** Notes that the build is of the sources as they are now. */
export function stampBuild(): void;
