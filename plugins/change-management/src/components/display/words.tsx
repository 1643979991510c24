import { SvgIconProps } from '@material-ui/core/SvgIcon';
import AccountBalanceIcon from '@material-ui/icons/AccountBalance';
import AlarmIcon from '@material-ui/icons/Alarm';
import AssignmentIcon from '@material-ui/icons/Assignment';
import AssignmentTurnedInIcon from '@material-ui/icons/AssignmentTurnedIn';
import BlockIcon from '@material-ui/icons/Block';
import BuildIcon from '@material-ui/icons/Build';
import CancelIcon from '@material-ui/icons/Cancel';
import CheckIcon from '@material-ui/icons/Check';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import CreateIcon from '@material-ui/icons/Create';
import ErrorIcon from '@material-ui/icons/Error';
import EventIcon from '@material-ui/icons/Event';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import FlashOnIcon from '@material-ui/icons/FlashOn';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import PauseCircleOutlineIcon from '@material-ui/icons/PauseCircleOutline';
import RateReviewIcon from '@material-ui/icons/RateReview';
import RemoveIcon from '@material-ui/icons/Remove';
import RepeatIcon from '@material-ui/icons/Repeat';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import TrendingFlatIcon from '@material-ui/icons/TrendingFlat';
import UndoIcon from '@material-ui/icons/Undo';
import {
  ChangeState,
  ChangeType,
  CloseCode,
  RiskLevel,
} from 'backstage-plugin-change-management-common';
import { ComponentType } from 'react';
import { useText } from '../../translation';
import { Tone } from './tones';
import { Word } from './Word';

/** An icon and what its colour tells. */
export type Look = [ComponentType<SvgIconProps>, Tone];

export const stateLooks: Record<ChangeState, Look> = {
  draft: [CreateIcon, 'neutral'],
  assessment: [AssignmentIcon, 'info'],
  authorization: [AccountBalanceIcon, 'info'],
  approved: [CheckIcon, 'good'],
  scheduled: [EventIcon, 'info'],
  implementation: [BuildIcon, 'active'],
  review: [RateReviewIcon, 'active'],
  closed: [AssignmentTurnedInIcon, 'neutral'],
  rejected: [BlockIcon, 'bad'],
  canceled: [CancelIcon, 'neutral'],
};

const types: Record<ChangeType, Look> = {
  standard: [RepeatIcon, 'neutral'],
  normal: [TrendingFlatIcon, 'neutral'],
  emergency: [FlashOnIcon, 'bad'],
};

export const riskLooks: Record<RiskLevel, Look> = {
  low: [ExpandMoreIcon, 'good'],
  medium: [RemoveIcon, 'warn'],
  high: [ExpandLessIcon, 'bad'],
  critical: [ErrorIcon, 'bad'],
};

const closeCodes: Record<CloseCode, Look> = {
  successful: [CheckCircleIcon, 'good'],
  'successful-with-issues': [ReportProblemIcon, 'warn'],
  unsuccessful: [CancelIcon, 'bad'],
  'rolled-back': [UndoIcon, 'bad'],
};

export const StateWord = ({ state }: { state: ChangeState }) => {
  const t = useText();
  const [icon, tone] = stateLooks[state];
  return <Word text={t(`state.${state}`)} icon={icon} tone={tone} />;
};

export const TypeWord = ({ type }: { type: ChangeType }) => {
  const t = useText();
  const [icon, tone] = types[type];
  return <Word text={t(`type.${type}`)} icon={icon} tone={tone} />;
};

export const RiskWord = ({ level }: { level?: RiskLevel }) => {
  const t = useText();
  if (!level) {
    return (
      <Word text={t('risk.unknown')} icon={HelpOutlineIcon} tone="neutral" />
    );
  }
  const [icon, tone] = riskLooks[level];
  return <Word text={t(`risk.${level}`)} icon={icon} tone={tone} />;
};

export const OutcomeWord = ({ code }: { code: CloseCode }) => {
  const t = useText();
  const [icon, tone] = closeCodes[code];
  return <Word text={t(`closeCode.${code}`)} icon={icon} tone={tone} />;
};

export const HoldWord = () => {
  const t = useText();
  return (
    <Word
      text={t('general.onHold')}
      icon={PauseCircleOutlineIcon}
      tone="warn"
    />
  );
};

/** Still running after its planned end. */
export const OverrunWord = () => {
  const t = useText();
  return <Word text={t('schedule.overrun')} icon={AlarmIcon} tone="bad" />;
};
