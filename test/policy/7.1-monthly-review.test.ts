import { organisationalClause } from './clause';

organisationalClause('§7.1', /^Monthly review/);
