import { organisationalClause } from './clause';

organisationalClause('§1', /^Establish controlled processes/);
