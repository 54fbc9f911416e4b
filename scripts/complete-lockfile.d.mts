/** Optional packages that the lock file's packages want and the lock file does not hold. */
export function findMissing(
  packages: Record<string, object>,
): { name: string; version: string; parent: object }[];
