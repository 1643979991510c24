export interface Config {
  changeManagement?: {
    /** Users and groups of the catalog, as full refs, that hold each role. */
    roles?: { [role: string]: string[] };
  };
}
