import { Risk, RiskFactor } from '../../contract/judgement';
import { ChangeContent, Facts } from '../../domain/types';
import { MeasuredRisk } from '../../policy/riskSchema';

/** What measured factors are read from. */
export type MeasuredFacts = Pick<
  Facts,
  'entities' | 'impact' | 'measures' | 'now'
> & {
  /** An earlier judgement: what it found in the organisation's record stands for `measures` that are not known any more. */
  recorded?: Pick<Risk, 'factors' | 'methods'>;
};

/** One thing found, and what it counts. */
export type Finding = Pick<RiskFactor, 'id' | 'label' | 'points' | 'because'>;
/** Looks at one thing; nothing where it is not known. */
export type Grade = (
  rules: MeasuredRisk,
  content: ChangeContent,
  facts: MeasuredFacts,
  timeZone: string,
) => Finding | undefined;

/** Points of the steps reached: the most of them. */
export function pointsAt(
  steps: MeasuredRisk['owners'],
  quantity: number,
): number {
  return Math.max(
    0,
    ...steps.filter(({ from }) => quantity >= from).map(s => s.points),
  );
}

/** `1 entity`, `3 entities` */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function distinct<T>(values: (T | undefined)[]): T[] {
  return [...new Set(values.filter((v): v is T => v !== undefined))];
}
