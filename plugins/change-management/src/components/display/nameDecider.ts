import {
  RiskLevel,
  WaitingFigures,
} from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';

/** Who decides on changes, and on how risky ones: `Change manager, high`. */
export function nameDecider(
  role: WaitingFigures['role'],
  riskLevel: RiskLevel | undefined,
  t: Text,
): string {
  const who =
    role === 'owner' || role === 'named'
      ? t(`figures.${role}`)
      : t(`role.${role}`);
  return riskLevel
    ? t('figures.atRisk', { who, risk: t(`risk.${riskLevel}`) })
    : who;
}
