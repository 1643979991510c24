import {
  ChangeCategory,
  ChangeType,
} from 'backstage-plugin-change-management-common';

/** Where the life of a demo change ends, for now. */
export type Ending =
  | 'incomplete draft'
  | 'draft'
  | 'assessment'
  | 'objection'
  | 'authorization'
  | 'second approval'
  | 'changes requested'
  | 'approved'
  | 'on hold'
  | 'scheduled'
  | 'implementation'
  | 'rolling back'
  | 'review'
  | 'review after rollback'
  | 'undocumented emergency'
  | 'overdue emergency'
  | 'successful'
  | 'successful-with-issues'
  | 'unsuccessful'
  | 'rolled-back'
  | 'rejected'
  | 'canceled';

/** One change of the demo organisation; `days` is how long ago it was requested. */
export interface Topic {
  days: number;
  type: ChangeType;
  category: ChangeCategory;
  risk: 'low' | 'medium' | 'high' | 'critical';
  title: string;
  entities: string[];
  by: string;
  implementer: string;
  ending: Ending;
}

/** Days ago | type | category | risk | title | entities | requester | implementer | ending */
const table = `
182 | normal    | database            | medium   | Move the orders database to the new volume | resource:orders-db | khadija | group:orders-team | successful
179 | standard  | service-update      | low      | Monthly patches of the production cluster | resource:k8s-production | amina | group:devops | successful
176 | normal    | application         | low      | Release shop-bff 4.0 | component:shop-bff component:web-shop | ilyas | group:storefront-team | successful
173 | normal    | access              | medium   | Give the data team read access to the orders database | resource:orders-db | sanae | group:data-team | successful
170 | emergency | application         | high     | Stop double charging at checkout | component:payments-api | zineb | group:payments-team | successful
167 | normal    | infrastructure      | high     | Replace the hypervisor in Casablanca | resource:hypervisor-casablanca | amina | group:devops | successful-with-issues
164 | normal    | configuration       | low      | Raise the connection pool of the booking engine | component:booking-engine | houda | group:bookings-team | successful
161 | standard  | deployment-pipeline | low      | Renew the signing key of the pipeline | component:deploy-pipeline | tarik | user:tarik | successful
158 | normal    | cloud-service       | medium   | Move media to the object store of the second region | resource:media-bucket component:media-resizer | ghita | group:content-team | rolled-back
155 | normal    | application         | medium   | Release fraud-check 2.3 with the new model | component:fraud-check | zineb | group:payments-team | rolled-back
152 | normal    | database            | low      | Add an index for the order history | resource:orders-db | khadija | group:orders-team | successful
149 | normal    | service-update      | low      | Monthly patches of the production cluster | resource:k8s-production | amina | group:devops | successful
146 | normal    | server              | medium   | Retire the legacy server | resource:legacy-server | tarik | user:tarik | rejected
143 | normal    | configuration       | medium   | Shorten the session lifetime | component:identity-provider | loubna | group:identity-team | successful
140 | normal    | application         | low      | Release cms 7.2 | component:cms | ghita | group:content-team | successful
137 | emergency | infrastructure      | medium   | Restart the message broker after a full disk | resource:message-broker | amina | group:devops | successful
134 | normal    | access              | high     | Rotate the credentials of the payments database | resource:payments-db | zineb | group:payments-team | successful
131 | normal    | application         | low      | Show delivery times in the cart | component:cart component:web-shop | ilyas | group:storefront-team | successful
128 | normal    | database            | high     | Upgrade the payments database to PostgreSQL 18 | resource:payments-db component:payments-api | zineb | group:payments-team | successful-with-issues
125 | normal    | cloud-service       | low      | Longer cache times at the CDN | resource:cdn | tarik | user:tarik | successful
122 | normal    | service-update      | low      | Monthly patches of the production cluster | resource:k8s-production | amina | group:devops | successful
119 | normal    | application         | medium   | Release orders 5.0 with split deliveries | component:orders component:orders-worker | khadija | group:orders-team | unsuccessful
116 | normal    | application         | medium   | Release orders 5.0 with split deliveries, second attempt | component:orders component:orders-worker | khadija | group:orders-team | successful
113 | normal    | configuration       | low      | Lower the log level of the newsletter | component:newsletter | ghita | group:content-team | canceled
110 | normal    | deployment-pipeline | medium   | Build images for arm64 too | component:deploy-pipeline resource:container-registry | amina | group:devops | successful
107 | normal    | database            | medium   | Partition the event tables of the warehouse | resource:data-warehouse | sanae | group:data-team | successful
104 | emergency | access              | critical | Revoke the leaked token of the accounting export | component:accounting-export component:secrets-vault | loubna | group:identity-team | successful
101 | normal    | application         | low      | Release corporate-site with the new contact form | component:corporate-site | ghita | group:content-team | successful
 98 | normal    | server              | medium   | Move the replica of the database server to Rabat | resource:db-server-replica | amina | group:devops | successful
 95 | normal    | application         | medium   | Release channel-sync with the new partner | component:channel-sync | houda | group:bookings-team | rolled-back
 92 | normal    | service-update      | low      | Monthly patches of the production cluster | resource:k8s-production | amina | group:devops | successful
 89 | normal    | configuration       | high     | New password rules | component:identity-provider component:sign-in-page | loubna | group:identity-team | successful
 86 | normal    | application         | low      | Release product-catalog 3.4 | component:product-catalog | ilyas | group:storefront-team | successful
 83 | normal    | database            | low      | Vacuum and reindex the bookings database | resource:bookings-db | houda | group:bookings-team | successful
 80 | normal    | infrastructure      | critical | Replace the core switches of the private network | resource:private-network | amina | group:devops | successful-with-issues
 77 | emergency | service-update      | high     | Patch the edge proxy against request smuggling | component:edge-proxy | amina | group:devops | successful
 74 | normal    | application         | medium   | Release payments-worker with retries | component:payments-worker | zineb | group:payments-team | successful
 71 | normal    | access              | low      | Remove former colleagues from the back office | component:shop-back-office | ilyas | group:storefront-team | successful
 68 | standard  | application         | low      | Refresh the price list | component:price-importer | ilyas | group:storefront-team | successful
 66 | normal    | cloud-service       | medium   | Change the DNS provider | resource:dns-zone | amina | group:devops | rejected
 64 | standard  | service-update      | low      | Monthly patches of the production cluster | resource:k8s-production | amina | group:devops | successful
 61 | normal    | application         | medium   | Release booking-engine 9.1 | component:booking-engine component:booking-site | houda | group:bookings-team | successful
 58 | normal    | configuration       | medium   | Feature flags of the shop in one place | component:shop-bff | ilyas | group:storefront-team | successful
 55 | emergency | database            | high     | Free the locked rows of the payments database | resource:payments-db | zineb | group:payments-team | rolled-back
 52 | normal    | deployment-pipeline | low      | Sign every image | component:deploy-pipeline | tarik | user:tarik | successful
 49 | normal    | database            | medium   | Archive invoices older than ten years | resource:invoicing-db resource:invoice-archive | zineb | group:payments-team | successful
 46 | normal    | application         | low      | Release host-app beta | component:host-app | houda | group:bookings-team | canceled
 43 | normal    | application         | medium   | Release orders 5.1 | component:orders | khadija | group:orders-team | successful
 40 | normal    | server              | medium   | Firmware of the hypervisor in Rabat | resource:hypervisor-rabat | amina | group:devops | successful
 37 | normal    | access              | medium   | Vault policies by team | component:secrets-vault | loubna | group:identity-team | successful
 34 | standard  | service-update      | low      | Monthly patches of the production cluster | resource:k8s-production | amina | group:devops | successful
 31 | normal    | application         | high     | Release payments-api 6.0 with instalments | component:payments-api component:payments-worker | zineb | group:payments-team | rolled-back
 28 | normal    | application         | medium   | Release recommendations with the smaller model | component:recommendations | sanae | group:data-team | successful
 26 | normal    | configuration       | low      | More memory for the search index | resource:shop-search-index | ilyas | group:storefront-team | successful
 24 | emergency | application         | medium   | Serve the shop without recommendations during the outage | component:shop-bff | ilyas | group:storefront-team | successful
 22 | normal    | database            | medium   | Move settlement files to encrypted storage | resource:settlement-files | zineb | group:payments-team | successful
 20 | normal    | application         | low      | Release invoicing 2.9 | component:invoicing component:invoice-renderer | zineb | group:payments-team | successful
 18 | normal    | application         | medium   | Release payments-api 6.0.1 with instalments | component:payments-api | zineb | group:payments-team | successful
 16 | normal    | cloud-service       | low      | Close unused ports of the staging cluster | resource:k8s-staging | tarik | user:tarik | successful
 14 | normal    | application         | medium   | Release web-shop with the new checkout | component:web-shop component:shop-bff | ilyas | group:storefront-team | successful
 12 | normal    | application         | low      | Release stock-sync 1.8 | component:stock-sync | khadija | group:orders-team | successful
 11 | normal    | infrastructure      | medium   | New backup schedule | component:backup | amina | group:devops | canceled
 10 | normal    | configuration       | medium   | Stricter limits at the edge proxy | component:edge-proxy | amina | group:devops | review after rollback
  9 | normal    | application         | medium   | Release warehouse-loader 3.0 | component:warehouse-loader | sanae | group:data-team | review
  8 | normal    | application         | low      | Release cms 7.3 | component:cms | ghita | group:content-team | review
  7 | normal    | database            | critical | Merge the two customer tables of the orders database | resource:orders-db component:orders | khadija | group:orders-team | second approval
  6 | normal    | application         | medium   | Release orders 5.2 | component:orders | khadija | group:orders-team | implementation
  6 | normal    | application         | medium   | Release channel-sync 2.5 | component:channel-sync | houda | group:bookings-team | rolling back
  6 | normal    | infrastructure      | medium   | Second uplink of the private network | resource:private-network | amina | group:devops | on hold
  5 | normal    | application         | medium   | Release payments-reconciliation 1.4 | component:payments-reconciliation | youssef | group:devops | scheduled
  5 | normal    | database            | high     | Upgrade the orders database to PostgreSQL 18 | resource:orders-db | khadija | group:orders-team | scheduled
  4 | standard  | service-update      | low      | Monthly patches of the production cluster | resource:k8s-production | amina | group:devops | scheduled
  4 | normal    | access              | medium   | Give client services access to invoices | component:invoicing | zineb | group:payments-team | authorization
  4 | normal    | deployment-pipeline | medium   | Deploy from signed tags only | component:deploy-pipeline | tarik | user:tarik | approved
  3 | normal    | application         | medium   | Release fraud-check 2.4 | component:fraud-check | youssef | group:devops | authorization
  3 | normal    | configuration       | high     | Sign in with passkeys | component:identity-provider | loubna | group:identity-team | second approval
  3 | standard  | application         | low      | Refresh the price list | component:price-importer | ilyas | group:storefront-team | authorization
  2 | normal    | database            | medium   | Read replica of the payments database | resource:payments-db | amina | group:devops | assessment
  2 | normal    | application         | medium   | Release customer-notices with SMS | component:customer-notices component:orders-worker | khadija | group:orders-team | objection
  2 | normal    | server              | low      | Decommission the legacy server | resource:legacy-server | tarik | user:tarik | changes requested
  1 | normal    | application         | medium   | Release payments-api 6.1 with wallet payments | component:payments-api | amina | group:devops | assessment
  1 | emergency | infrastructure      | high     | Fail over the database server | resource:db-server | amina | group:devops | undocumented emergency
  2 | emergency | application         | high     | Turn off the failing card processor | component:payments-api | zineb | group:payments-team | overdue emergency
  1 | normal    | cloud-service       | low      | Compress images at the CDN | resource:cdn | ghita | group:content-team | draft
  1 | normal    | application         | low      | Release event-collector 2.1 | component:event-collector | sanae | group:data-team | incomplete draft
`;

function ref(short: string): string {
  return short.replace(':', ':default/');
}

/** About half a year of changes at MarocAgency, oldest first. */
export const topics: Topic[] = table
  .trim()
  .split('\n')
  .map(line => {
    const [days, type, category, risk, title, entities, by, implementer, end] =
      line.split('|').map(cell => cell.trim());
    return {
      days: Number(days),
      type: type as ChangeType,
      category: category as ChangeCategory,
      risk: risk as Topic['risk'],
      title,
      entities: entities.split(' ').map(ref),
      by,
      implementer: ref(implementer),
      ending: end as Ending,
    };
  });
