import {
  DependencyGraph,
  DependencyGraphTypes,
} from '@backstage/core-components';
import { parseEntityRef } from '@backstage/catalog-model';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Impact } from 'backstage-plugin-change-management-common';
import { useMemo } from 'react';
import { useText } from '../../translation';
import { coloursOf } from '../display';

/** More than this cannot be read as a drawing. */
const drawnAtMost = 40;
const nameLength = 24;
const columnWidth = 210;
const rowHeight = 48;

const useStyles = makeStyles(theme => ({
  root: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    marginBottom: theme.spacing(2),
    overflow: 'auto',
  },
}));

interface Node {
  id: string;
  isDirect: boolean;
}

function nameOf(entityRef: string): string {
  const { name } = parseEntityRef(entityRef);
  return name.length > nameLength ? `${name.slice(0, nameLength)}…` : name;
}

function toGraph({ direct, indirect }: Impact) {
  const drawn = indirect.slice(0, drawnAtMost);
  const nodes: Node[] = [
    ...direct.map(({ entityRef }) => ({ id: entityRef, isDirect: true })),
    ...drawn.map(({ entityRef }) => ({ id: entityRef, isDirect: false })),
  ];
  const known = new Set(nodes.map(({ id }) => id));
  const edges = drawn.flatMap(({ via, relations }) => {
    const from = via[via.length - 2];
    return known.has(from)
      ? [
          {
            from,
            to: via[via.length - 1],
            label: relations[relations.length - 1],
          },
        ]
      : [];
  });
  const columns = [
    direct.length,
    ...drawn.reduce<number[]>((counts, { distance }) => {
      counts[distance - 1] = (counts[distance - 1] ?? 0) + 1;
      return counts;
    }, []),
  ];
  return {
    nodes,
    edges,
    isCut: drawn.length < indirect.length,
    // What is drawn keeps its size, and scrolls where there is no room for it.
    size: {
      minWidth: columns.length * columnWidth,
      height: Math.max(...columns) * rowHeight + rowHeight,
    },
  };
}

const GraphNode = ({ node }: { node: Node }) => {
  const theme = useTheme();
  const { text, background } = coloursOf(
    theme,
    node.isDirect ? 'active' : 'neutral',
  );
  const name = nameOf(node.id);
  const width = name.length * 8 + 24;
  return (
    <g>
      <title>{node.id}</title>
      <rect width={width} height={32} rx={6} fill={background} stroke={text} />
      <text
        x={width / 2}
        y={21}
        textAnchor="middle"
        fill={text}
        fontSize={14}
        fontWeight={node.isDirect ? 700 : 400}
      >
        {name}
      </text>
    </g>
  );
};

const EdgeLabel = ({ edge }: { edge: { label: string } }) => {
  const theme = useTheme();
  return (
    <text fontSize={11} textAnchor="middle" fill={theme.palette.text.secondary}>
      {edge.label}
    </text>
  );
};

/** The blast radius as it was judged, drawn as the catalog draws relations; the tables below say the same. */
export const ImpactGraph = ({ impact }: { impact: Impact }) => {
  const classes = useStyles();
  const t = useText();
  const { nodes, edges, isCut, size } = useMemo(
    () => toGraph(impact),
    [impact],
  );
  return (
    <>
      {/* It scrolls, so the keyboard has to reach it. */}
      <div
        className={classes.root}
        role="group"
        aria-label={t('judgement.graph')}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <div style={size} role="img" aria-label={t('judgement.graph')}>
          <DependencyGraph
            nodes={nodes}
            edges={edges}
            direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
            renderNode={GraphNode}
            renderLabel={EdgeLabel}
            fit="contain"
            paddingX={16}
            paddingY={16}
            nodeMargin={16}
            rankMargin={60}
            showArrowHeads
            zoom="enable-on-click"
            allowFullscreen={false}
          />
        </div>
      </div>
      {isCut && (
        <Typography variant="body2" color="textSecondary" gutterBottom>
          {t('judgement.graphNearest', { number: String(drawnAtMost) })}
        </Typography>
      )}
    </>
  );
};
