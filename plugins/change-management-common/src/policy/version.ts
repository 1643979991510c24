function partsOf(version: string): number[] {
  const [major, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

/** Below zero if the first is lower; zero if both mean the same, as `1.0` and `1.0.0` do. */
export function compareVersions(one: string, other: string): number {
  const others = partsOf(other);
  return (
    partsOf(one)
      .map((part, index) => part - others[index])
      .find(difference => difference !== 0) ?? 0
  );
}
