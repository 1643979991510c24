import BlockIcon from '@material-ui/icons/Block';
import CreateIcon from '@material-ui/icons/Create';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import RepeatIcon from '@material-ui/icons/Repeat';
import { ModelStatus } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Word } from '../display/Word';

const looks = {
  proposed: [CreateIcon, 'info'],
  probation: [HourglassEmptyIcon, 'warn'],
  standard: [RepeatIcon, 'good'],
  retired: [BlockIcon, 'neutral'],
} as const satisfies Record<ModelStatus, unknown>;

export const ModelStatusWord = ({ status }: { status: ModelStatus }) => {
  const t = useText();
  const [icon, tone] = looks[status];
  return <Word text={t(`modelStatus.${status}`)} icon={icon} tone={tone} />;
};
