export { EntitiesPicker, EntityPicker } from './CatalogPicker';
export { affectableKinds, peopleKinds } from './useCatalogOptions';
