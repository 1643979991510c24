import ErrorIcon from '@material-ui/icons/Error';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import RemoveIcon from '@material-ui/icons/Remove';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import {
  IncidentSeverity,
  IncidentView,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { ChangeLink, formatDuration, language, Look, Word } from '../display';

const looks: Record<IncidentSeverity, Look> = {
  low: [ExpandMoreIcon, 'neutral'],
  medium: [RemoveIcon, 'warn'],
  high: [ExpandLessIcon, 'bad'],
  critical: [ErrorIcon, 'bad'],
};

export const SeverityWord = ({ severity }: { severity: IncidentSeverity }) => {
  const t = useText();
  const [icon, tone] = looks[severity];
  return <Word text={t(`severity.${severity}`)} icon={icon} tone={tone} />;
};

export const MajorWord = () => {
  const t = useText();
  return (
    <Word text={t('incident.majorOnly')} icon={ReportProblemIcon} tone="bad" />
  );
};

/** `72 %` of a share between 0 and 1, never rounded up to all. */
export function inPercent(share: number): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(
    Math.floor(share * 100) / 100,
  );
}

/** What caused it, as far as anybody has decided; before, what probably did. */
export const Cause = ({ incident }: { incident: IncidentView }) => {
  const t = useText();
  const { cause, causedByChangeId, suspect } = incident;
  if (causedByChangeId) {
    return <ChangeLink id={causedByChangeId}>{causedByChangeId}</ChangeLink>;
  }
  if (cause === 'change') {
    return <>{t('cause.hidden')}</>;
  }
  if (!suspect) {
    return <>{t(`cause.${cause}`)}</>;
  }
  const { changeId, confidence } = suspect;
  return (
    <ChangeLink id={changeId}>
      {t('cause.probably', { change: changeId, share: inPercent(confidence) })}
    </ChangeLink>
  );
};

/** How long it lasted, or that it goes on. */
export const Lasted = ({ incident }: { incident: IncidentView }) => {
  const t = useText();
  const { startedAt, endedAt } = incident;
  return (
    <>
      {endedAt
        ? formatDuration(startedAt, endedAt) || '0 min'
        : t('incident.goesOn')}
    </>
  );
};
