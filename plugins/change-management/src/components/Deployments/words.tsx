import BlockIcon from '@material-ui/icons/Block';
import CancelIcon from '@material-ui/icons/Cancel';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import PlayCircleOutlineIcon from '@material-ui/icons/PlayCircleOutline';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import UndoIcon from '@material-ui/icons/Undo';
import { DeploymentStatus } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Look, Word } from '../display';

const looks: Record<DeploymentStatus, Look> = {
  started: [PlayCircleOutlineIcon, 'active'],
  succeeded: [CheckCircleIcon, 'good'],
  failed: [ErrorIcon, 'bad'],
  canceled: [CancelIcon, 'neutral'],
  'rolled-back': [UndoIcon, 'warn'],
};

export const DeploymentStatusWord = ({
  status,
}: {
  status: DeploymentStatus;
}) => {
  const t = useText();
  const [icon, tone] = looks[status];
  return (
    <Word text={t(`deploymentStatus.${status}`)} icon={icon} tone={tone} />
  );
};

/** Whether a pipeline may go ahead. */
export const GateAnswerWord = ({ allowed }: { allowed: boolean }) => {
  const t = useText();
  return allowed ? (
    <Word text={t('gate.allowed')} icon={CheckCircleIcon} tone="good" />
  ) : (
    <Word text={t('gate.refused')} icon={BlockIcon} tone="bad" />
  );
};

/** It came to production, and no change stands behind it. */
export const UnauthorizedWord = () => {
  const t = useText();
  return (
    <Word
      text={t('deploymentAuthorization.unauthorized')}
      icon={ReportProblemIcon}
      tone="bad"
    />
  );
};
