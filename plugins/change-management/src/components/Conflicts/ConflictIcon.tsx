import { makeStyles } from '@material-ui/core/styles';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import AcUnitIcon from '@material-ui/icons/AcUnit';
import CompareArrowsIcon from '@material-ui/icons/CompareArrows';
import EventBusyIcon from '@material-ui/icons/EventBusy';
import PersonIcon from '@material-ui/icons/Person';
import TimelapseIcon from '@material-ui/icons/Timelapse';
import { ConflictKind } from 'backstage-plugin-change-management-common';
import { ComponentType } from 'react';
import { useText } from '../../translation';
import { coloursOf } from '../display';

const icons: Record<ConflictKind, ComponentType<SvgIconProps>> = {
  'in-freeze': AcUnitIcon,
  'misses-window': EventBusyIcon,
  'exceeds-window': TimelapseIcon,
  overlap: CompareArrowsIcon,
  'same-implementer': PersonIcon,
};

const useStyles = makeStyles(theme => ({
  icon: {
    flexShrink: 0,
    fontSize: '1.25rem',
    color: coloursOf(theme, 'warn').text,
  },
}));

/** What kind of conflict it is. */
export const ConflictIcon = ({ kind }: { kind: ConflictKind }) => {
  const classes = useStyles();
  const t = useText();
  const Icon = icons[kind];
  return (
    <Icon className={classes.icon} titleAccess={t(`conflictKind.${kind}`)} />
  );
};
