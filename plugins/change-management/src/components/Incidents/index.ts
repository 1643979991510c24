export { ChangeIncidents } from './ChangeIncidents';
export { EntityIncidents } from './EntityIncidents';
export { EditIncidentPage, NewIncidentPage } from './IncidentFormPages';
export { IncidentPage } from './IncidentPage';
export { IncidentsPage } from './IncidentsPage';
export { RecentIncidents } from './RecentIncidents';
