import { organisationalClause } from './clause';

organisationalClause('§9.1', /every 6 months/);
