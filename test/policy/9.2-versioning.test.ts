import { organisationalClause } from './clause';

organisationalClause('§9.2', /^Maintain versioning/);
