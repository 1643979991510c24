import { organisationalClause } from './clause';

organisationalClause('§7.2', /^Quarterly evaluation/);
