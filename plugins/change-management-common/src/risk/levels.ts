import { RiskLevel, riskLevels } from '../contract/words';

/** The highest of the levels, if there is any. */
export function highest(levels: RiskLevel[]): RiskLevel | undefined {
  return [...riskLevels].reverse().find(level => levels.includes(level));
}

/** The highest level whose threshold is reached; low below all of them. */
export function levelAt(
  thresholds: { from: number; level: RiskLevel }[],
  quantity: number,
): RiskLevel {
  const reached = thresholds.filter(({ from }) => quantity >= from);
  return highest(reached.map(({ level }) => level)) ?? 'low';
}
