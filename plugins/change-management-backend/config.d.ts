import { HumanDuration } from '@backstage/types';

export interface Config {
  changeManagement?: {
    /**
     * Who holds which role of the change management policy: users and groups of the catalog, as full refs such as
     * `user:default/nadia` or `group:default/security`. Whoever belongs to a group, or to a group below it, holds its
     * roles. A role that nobody holds leaves the steps that need it to nobody.
     */
    roles?: {
      /** Approves every change, schedules, holds, closes; may override a rule with a reason. */
      changeManager?: string[];
      /** Approves high risk, access, and the configuration of security-relevant entities. */
      securityManager?: string[];
      /** Approves high and critical risk. */
      cto?: string[];
      /** Reads everything and changes nothing. */
      auditor?: string[];
      /** Developers and DevOps engineers, who carry changes out. */
      implementer?: string[];
    };
    /** The rules by which changes are judged. */
    policy?: {
      /**
       * The policy of the first start, a document in YAML or JSON, by its path from the directory that the backend is started
       * in; without it, the one that the plugin brings along. Read once: later versions are proposed, approved and published.
       */
      file?: string;
      /**
       * Users and groups to whom a new version of the policy is announced besides those who hold a role, and who are asked to
       * acknowledge it, as full refs such as `group:default/agency`; everybody below a group is meant.
       */
      announceTo?: string[];
    };
    /** For how long content is kept. */
    retention?: {
      /**
       * Years after which the content of a change that has ended is purged, unless a legal hold lies on it. Nothing is purged
       * where nothing is set.
       */
      years?: number;
    };
    /** What is looked after without anybody asking. */
    watch?: {
      /** Minutes between two looks for changes under which the catalog has changed; 5 where nothing is set. */
      everyMinutes?: number;
    };
    /**
     * Services that may act as pipelines, by the subject of their token in `backend.auth.externalAccess`. They ask the gate,
     * report deployments, and request, test, start, log and complete changes.
     */
    pipelines?: Array<{
      /** Such as `ci` for a static token of that subject, `external:…` for one by `jwks`. */
      subject: string;
      /**
       * The entities that are entrusted to it: a filter predicate over
       * `{ entityRef, kind, type, tags, owners, system, lifecycle, criticality }`; all where nothing is set.
       */
      entities?: object;
    }>;
    /** Addresses below `/api/change-management/webhooks` that other programs post to. */
    webhooks?: {
      incoming?: Array<{
        /** The last part of the address; letters, digits, `.`, `-` and `_`. */
        name: string;
        /**
         * What posts are signed with; at least 16 characters.
         * @visibility secret
         */
        secret: string;
        /** For a program that signs in a way of its own; without it, posts are signed as notices are. */
        signature?: {
          /** Such as `X-Hub-Signature-256`. */
          header: string;
          /** The HMAC-SHA256 of the body in hex, which is the default, or the secret itself. */
          kind?: 'hmac-sha256' | 'token';
        };
        /** How posts are understood: `events`, as `POST /deployments` takes them, or by the name of a source of a module. */
        format?: string;
        /** In the place of a format: where in the posts of a program the fields stand, in JSONata. */
        mapping?: {
          /** What there is one deployment for; the whole post where nothing is set. */
          each?: string;
          /** By the names of the fields of `POST /deployments`. */
          fields: {
            [field: string]:
              | string
              | {
                  from: string;
                  /** Our words by theirs. */
                  words: { [theirs: string]: string };
                };
          };
        };
        /** The entities that are entrusted to it, as with pipelines. */
        entities?: object;
      }>;
    };
    /** Incidents, as other programs tell of them. */
    incidents?: {
      /** Who is told that a change has probably caused an incident. */
      probableCause?: {
        /** From which confidence on, 0.5 to 1; 0.7 where nothing is set. */
        from?: number;
        /** `requester` and `implementer` of the change, and roles; these two and `changeManager` where nothing is set. */
        tell?: string[];
      };
      sources?: Array<{
        /** The last part of the address of its webhook; letters, digits, `.`, `-` and `_`. */
        name: string;
        /** Whose posts they are; `generic`, as `POST /incidents` takes them, where nothing is set. */
        format?: 'generic' | 'pagerduty' | 'opsgenie';
        /** Topics of the event bus on which it tells of incidents. */
        topics?: string[];
        /** Lets it post to `/api/change-management/webhooks/incidents/<name>`. */
        webhook?: {
          /**
           * What posts are signed with; at least 16 characters.
           * @visibility secret
           */
          secret: string;
          /** In the place of how its format signs. */
          signature?: {
            header: string;
            kind?: 'hmac-sha256' | 'token';
          };
        };
        /** How its posts become incidents, in JSONata, field by field in the place of what its format says. */
        mapping?: {
          each?: string;
          fields?: object;
        };
        /** What its words for severity mean: `low`, `medium`, `high` or `critical`. */
        severities?: { [word: string]: string };
        /** Which entities its services are. */
        services?: {
          /** An annotation of the catalog that holds what the source calls a service. */
          annotation?: string;
          /** Entity refs by what the source calls a service; before the annotation. */
          map?: { [service: string]: string | string[] };
          /** The entities of an incident of an unknown service, which is refused where nothing is set. */
          otherwise?: string[];
        };
        /** The entities that are entrusted to it, as with pipelines. */
        entities?: object;
      }>;
    };
    /** What carries out steps of rollbacks. */
    rollback?: {
      /** Addresses that a step is posted to whose executor is `webhook:<name>`. */
      webhooks?: Array<{
        /** At most 50 characters, and different from all others. */
        name: string;
        /** Shown where an executor is chosen; the name where nothing is set. */
        label?: string;
        /** What it does, in a sentence. */
        description?: string;
        /** What whoever plans a step is asked for. */
        input?: Array<{
          name: string;
          label: string;
          help?: string;
          required?: boolean;
        }>;
        /** An http or https address. */
        url: string;
        /**
         * Signs what is posted; at least 16 characters.
         * @visibility secret
         */
        secret: string;
      }>;
      /** Templates of the scaffolder that carry out a step whose executor is `template:<name>`. */
      templates?: Array<{
        /** At most 50 characters, and different from all others. */
        name: string;
        /** Shown where an executor is chosen; the name where nothing is set. */
        label?: string;
        /** What it does, in a sentence. */
        description?: string;
        /** What whoever plans a step is asked for. */
        input?: Array<{
          name: string;
          label: string;
          help?: string;
          required?: boolean;
        }>;
        /** Such as `template:default/redeploy`. */
        template: string;
        /** Its parameters, in JSONata over `{ changeId, affectedEntities, reason, step, input }`. */
        values?: { [parameter: string]: string };
      }>;
    };
    /** Versioned configuration. */
    configuration?: {
      /** How often sources in repositories are read; every 30 minutes where nothing is set. */
      importEvery?: HumanDuration | string;
    };
    /** How people are told of changes, besides Backstage's notifications. */
    notices?: {
      /** Hour of the day (UTC) at which daily digests leave, from 0 to 23; 7 where nothing is set. */
      digestHour?: number;
      /** Addresses that notices are posted to. */
      webhooks?: Array<{
        /** Shown with each notice; at most 64 characters, and different from all others. */
        name: string;
        /** An http or https address. */
        url: string;
        /**
         * Signs what is posted; at least 16 characters.
         * @visibility secret
         */
        secret: string;
        /** Which kinds are posted; all but digests where nothing is set. */
        kinds?: Array<
          | 'assessment'
          | 'approval'
          | 'decision'
          | 'schedule'
          | 'execution'
          | 'conversation'
          | 'delegation'
          | 'client'
          | 'unauthorized'
          | 'access'
          | 'digest'
        >;
      }>;
    };
    /** How the audit trail is sealed. */
    audit?: {
      /**
       * The name of the log, which every checkpoint begins with: one word, such as `portal.example.com/change-management`,
       * unique and never changed. The host of `backend.baseUrl` and `/change-management` where nothing is set.
       */
      origin?: string;
      /** How often new events are sealed; every minute where nothing is set. */
      sealEvery?: HumanDuration | string;
      /** Ed25519 keys that sign checkpoints: the one whose time began last. Without any, checkpoints are not signed. */
      signingKeys?: Array<{
        /** The origin where nothing is set, as C2SP recommends. */
        name?: string;
        /**
         * PKCS#8 in PEM, or the seed of 32 bytes in base64.
         * @visibility secret
         */
        privateKey: string;
        /** When it begins to sign, an ISO 8601 time; at once where nothing is set. */
        from?: string;
      }>;
      /** Verifier keys that no longer sign, as `GET /audit/keys` gives them: `name+hash+base64`. */
      retiredKeys?: string[];
    };
    /** How far the blast radius of a change is followed through the catalog. */
    impact?: {
      /** Steps from an affected entity, from 1 to 20; 5 where nothing is set. */
      maxDepth?: number;
      /** Entities besides the affected ones, from 1 to 5000, the nearest first; 500 where nothing is set. */
      maxEntities?: number;
    };
  };
}
