import { organisationalClause } from './clause';

organisationalClause('§7.3', /^Update procedures/);
