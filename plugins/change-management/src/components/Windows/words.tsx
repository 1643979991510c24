import AcUnitIcon from '@material-ui/icons/AcUnit';
import BuildIcon from '@material-ui/icons/Build';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import CreateIcon from '@material-ui/icons/Create';
import HistoryIcon from '@material-ui/icons/History';
import {
  WindowKind,
  WindowStatus,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Look, Word } from '../display';

const kinds: Record<WindowKind, Look> = {
  maintenance: [BuildIcon, 'good'],
  freeze: [AcUnitIcon, 'info'],
};

const statuses: Record<WindowStatus, Look> = {
  draft: [CreateIcon, 'warn'],
  approved: [CheckCircleIcon, 'good'],
  retired: [HistoryIcon, 'neutral'],
};

export const WindowKindWord = ({ kind }: { kind: WindowKind }) => {
  const t = useText();
  const [icon, tone] = kinds[kind];
  return <Word text={t(`windowKind.${kind}`)} icon={icon} tone={tone} />;
};

export const WindowStatusWord = ({ status }: { status: WindowStatus }) => {
  const t = useText();
  const [icon, tone] = statuses[status];
  return <Word text={t(`windowStatus.${status}`)} icon={icon} tone={tone} />;
};
