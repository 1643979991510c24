import { makeStyles, useTheme } from '@material-ui/core/styles';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack, LinePath } from '@visx/shape';
import { useGoTo } from '../../routing';
import { Series } from './ChartFrame';
import { formatMonthKey, formatNumber, shortMonth } from './formats';
import { colourOf } from './seriesColours';

/** A month, and a value of each series; a line has a gap where there is none. */
export interface Point {
  month: string;
  values: (number | undefined)[];
  /** The list that it leads to; the table under the chart leads there, too. */
  to?: string;
}

const WIDTH = 420;
const HEIGHT = 200;
const MARGIN = { top: 8, right: 8, bottom: 26, left: 40 };
const inner = {
  width: WIDTH - MARGIN.left - MARGIN.right,
  height: HEIGHT - MARGIN.top - MARGIN.bottom,
};

const useStyles = makeStyles({
  svg: {
    display: 'block',
    width: '100%',
    maxWidth: 560,
    height: 'auto',
    printColorAdjust: 'exact',
  },
  leads: { cursor: 'pointer' },
});

interface MonthChartProps {
  title: string;
  kind: 'bars' | 'lines';
  series: Series[];
  points: Point[];
  /** How a value is said. */
  format: (value: number) => string;
}

function highest({ kind, points }: MonthChartProps): number {
  const tops = points.map(({ values }) => {
    const known = values.map(value => value ?? 0);
    return kind === 'bars'
      ? known.reduce((sum, value) => sum + value, 0)
      : Math.max(0, ...known);
  });
  return Math.max(1, ...tops);
}

/** Months side by side, as bars on top of each other or as lines. */
export const MonthChart = (props: MonthChartProps) => {
  const { title, kind, series, points, format } = props;
  const classes = useStyles();
  const theme = useTheme();
  const goTo = useGoTo();
  const x = scaleBand({
    domain: points.map(({ month }) => month),
    range: [0, inner.width],
    padding: 0.3,
  });
  const y = scaleLinear({
    domain: [0, highest(props)],
    range: [inner.height, 0],
    nice: 4,
  });
  const centre = ({ month }: Point) => (x(month) ?? 0) + x.bandwidth() / 2;
  const ink = theme.palette.text.secondary;
  const label = { fill: ink, fontSize: 11, fontFamily: 'inherit' };
  const names = series.map(({ name }) => name);
  const colours = series.map(({ shade }) => colourOf(theme, shade));
  const tellOf = (point: Point, index: number) => {
    const value = point.values[index];
    return `${formatMonthKey(point.month)}, ${names[index]}: ${
      value === undefined ? '–' : format(value)
    }`;
  };
  return (
    <svg
      role="img"
      aria-label={title}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.svg}
    >
      <Group left={MARGIN.left} top={MARGIN.top}>
        <AxisLeft
          scale={y}
          numTicks={4}
          hideAxisLine
          tickLength={4}
          tickStroke={theme.palette.divider}
          tickFormat={value =>
            Number.isInteger(value) ? formatNumber(Number(value)) : ''
          }
          tickLabelProps={{ ...label, textAnchor: 'end', dx: -2, dy: 3 }}
        />
        <AxisBottom
          scale={x}
          top={inner.height}
          numTicks={points.length > 8 ? 6 : points.length}
          stroke={ink}
          hideTicks
          tickFormat={shortMonth}
          tickLabelProps={{ ...label, textAnchor: 'middle' }}
        />
        {kind === 'bars' ? (
          <BarStack<Point, string>
            data={points}
            keys={names}
            value={(point, name) => point.values[names.indexOf(name)] ?? 0}
            x={({ month }) => month}
            xScale={x}
            yScale={y}
            color={name => colours[names.indexOf(name)]}
          >
            {stacks =>
              stacks.map(({ index: nth, bars }) =>
                bars.map(bar => {
                  const point = points[bar.index];
                  return (
                    <rect
                      key={`${nth}-${point.month}`}
                      x={bar.x}
                      y={bar.y}
                      width={bar.width}
                      height={Math.max(0, bar.height)}
                      fill={bar.color}
                      stroke={theme.palette.background.paper}
                      strokeWidth={bar.height > 2 ? 1 : 0}
                      className={point.to ? classes.leads : undefined}
                      onClick={() => point.to && goTo(point.to)}
                    >
                      <title>{tellOf(point, nth)}</title>
                    </rect>
                  );
                }),
              )
            }
          </BarStack>
        ) : (
          series.map(({ name }, nth) => (
            <g key={name}>
              <LinePath
                data={points}
                defined={({ values }) => values[nth] !== undefined}
                x={centre}
                y={({ values }) => y(values[nth] ?? 0)}
                stroke={colours[nth]}
                strokeWidth={2}
                strokeDasharray={nth ? '5 3' : undefined}
              />
              {points.map(point => {
                const value = point.values[nth];
                return value === undefined ? null : (
                  <circle
                    key={point.month}
                    cx={centre(point)}
                    cy={y(value)}
                    r={3.5}
                    fill={colours[nth]}
                    className={point.to ? classes.leads : undefined}
                    onClick={() => point.to && goTo(point.to)}
                  >
                    <title>{tellOf(point, nth)}</title>
                  </circle>
                );
              })}
            </g>
          ))
        )}
      </Group>
    </svg>
  );
};
