import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  Risk,
  RiskFactor,
  riskLevels,
  RiskMethod,
} from 'backstage-plugin-change-management-common';
import { Text, useText } from '../../translation';
import { coloursOf, EntityName, RiskWord, Sentence, Time } from '../display';
import { Tone } from '../display/tones';

const tones: Record<(typeof riskLevels)[number], Tone> = {
  low: 'good',
  medium: 'warn',
  high: 'bad',
  critical: 'bad',
};

const useStyles = makeStyles(theme => ({
  scale: {
    display: 'grid',
    gridTemplateColumns: `repeat(${riskLevels.length}, 1fr)`,
    gap: 2,
    margin: theme.spacing(1, 0),
  },
  method: { marginTop: theme.spacing(1) },
  name: { color: theme.palette.text.secondary },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  factor: {
    display: 'grid',
    gridTemplateColumns: '7em minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
  },
}));

const useStepStyles = makeStyles<Theme, { tone: Tone; isReached: boolean }>(
  theme => ({
    step: {
      height: 8,
      borderRadius: 2,
      border: `1px solid ${theme.palette.divider}`,
      backgroundColor: ({ tone, isReached }) =>
        isReached ? coloursOf(theme, tone).text : 'transparent',
    },
  }),
);

const ScaleStep = (props: { tone: Tone; isReached: boolean }) => (
  <div className={useStepStyles(props).step} />
);

/** The level as a bar of four steps; the word beside it says the same. */
const Scale = ({ level }: Pick<Risk, 'level'>) => {
  const classes = useStyles();
  return level ? (
    <div className={classes.scale} aria-hidden>
      {riskLevels.map((each, index) => (
        <ScaleStep
          key={each}
          tone={tones[level]}
          isReached={index <= riskLevels.indexOf(level)}
        />
      ))}
    </div>
  ) : null;
};

const useWeightStyles = makeStyles<Theme, { share: number }>(theme => ({
  weight: {
    height: 4,
    borderRadius: 2,
    width: ({ share }) => `${Math.round(share * 100)}%`,
    backgroundColor: theme.palette.primary.main,
  },
}));

/** What a factor weighs beside the weightiest of its method; the number above it says the same. */
const Weight = (props: { share: number }) => (
  <div className={useWeightStyles(props).weight} aria-hidden />
);

/** `+3`, `−1.5` */
function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(Math.round(points * 10) / 10)}`;
}

function pointsInWords({ method, dimension, points }: RiskFactor, t: Text) {
  const number = signed(points);
  if (dimension) {
    return t('summary.points', {
      number,
      dimension: t(`summary.${dimension}`),
    });
  }
  return method === 'learned'
    ? t('judgement.percentPoints', { number })
    : number;
}

const Factor = (props: { factor: RiskFactor; most: number }) => {
  const { factor, most } = props;
  const classes = useStyles();
  const t = useText();
  const { label, method, points, because } = factor;
  return (
    <li className={classes.factor}>
      <span className={classes.name}>
        {points !== 0 && (
          <>
            {pointsInWords(factor, t)}
            <Weight share={Math.abs(points) / most} />
          </>
        )}
      </span>
      <span>
        {method === 'questionnaire' && (
          <span className={classes.name}>{label} </span>
        )}
        <Sentence text={because} />
      </span>
    </li>
  );
};

const methods: RiskMethod[] = [
  'questionnaire',
  'rule',
  'measured',
  'learned',
  'floor',
];

/** By which methods a risk came about, and every factor with its points and its reason, the weightiest first. */
export const RiskFactors = ({ risk }: { risk: Risk }) => {
  const classes = useStyles();
  const t = useText();
  const weighty = risk.factors
    .filter(({ points, level: atLeast }) => points !== 0 || atLeast)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return (
    <>
      {methods.map(method => {
        const factors = weighty.filter(factor => factor.method === method);
        const says = risk.methods?.find(m => m.method === method)?.level;
        return factors.length || (says && method !== 'floor') ? (
          <div key={method} className={classes.method}>
            <span className={classes.name}>
              {t(`method.${method}`)}
              {says && `: ${t(`risk.${says}`)}`}
            </span>
            <ul className={classes.list}>
              {factors.map(factor => (
                <Factor
                  key={factor.id}
                  factor={factor}
                  most={Math.abs(factors[0].points)}
                />
              ))}
            </ul>
          </div>
        ) : null;
      })}
    </>
  );
};

/** The level of risk, and how it came about. */
export const RiskPanel = ({ risk }: { risk: Risk }) => {
  const t = useText();
  const { level, complete, score, likelihood, impact, override } = risk;
  return (
    <>
      <RiskWord level={level} />{' '}
      {complete &&
        t('summary.score', {
          score: String(score),
          likelihood: String(likelihood),
          impact: String(impact),
        })}
      <Scale level={level} />
      {override && (
        <div>
          {t('judgement.riskOverridden', {
            level: t(`risk.${override.level}`),
          })}{' '}
          <EntityName entityRef={override.by} />, <Time at={override.at} />:{' '}
          {override.reason}
        </div>
      )}
      <RiskFactors risk={risk} />
    </>
  );
};
